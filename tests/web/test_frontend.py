from blog.web.frontend import bundle_scripts, bundle_styles


def test_styles_become_one_file_with_their_layers(tmp_path):
    (tmp_path / "site.css").write_text(
        '@layer base, parts;\n@import url("base.css") layer(base);\n@import url("parts/a.css") layer(parts);\n'
    )
    (tmp_path / "parts").mkdir()
    (tmp_path / "base.css").write_text("/* a remark */ body { margin: 0 }\n")
    (tmp_path / "parts/a.css").write_text(".a { color: red }\n")

    bundle = bundle_styles(tmp_path / "site.css")

    assert bundle.startswith("@layer base, parts;")
    assert "@layer base {\nbody { margin: 0 }\n}" in bundle
    assert "@layer parts {\n.a { color: red }\n}" in bundle
    assert "@import" not in bundle
    assert "remark" not in bundle


def test_scripts_keep_their_names_to_themselves(tmp_path):
    (tmp_path / "b.js").write_text("const name = 2\n")
    (tmp_path / "a.js").write_text("// a remark\nconst name = 1\n  // another\n")

    assert bundle_scripts(tmp_path) == "{\nconst name = 1\n}\n{\nconst name = 2\n}\n"
