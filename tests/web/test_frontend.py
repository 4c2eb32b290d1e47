from blog.web.frontend import bundle_scripts, bundle_styles


def test_styles_become_one_file_with_their_layers(tmp_path):
    (tmp_path / "site.css").write_text(
        '@layer base, parts;\n@import url("base.css") layer(base);\n@import url("parts/a.css") layer(parts);\n'
    )
    (tmp_path / "parts").mkdir()
    (tmp_path / "base.css").write_text("/* a remark */ body { margin: 0 }\n")
    (tmp_path / "parts/a.css").write_text(
        '.a :hover, .b::after { content: "a; b";  inset: 0 1px; }\n'
    )

    bundle = bundle_styles(tmp_path / "site.css")

    assert bundle == (
        "@layer base,parts;@layer base{body{margin:0}}"
        '@layer parts{.a :hover,.b::after{content:"a; b";inset:0 1px;}}'
    )


def test_scripts_keep_their_names_to_themselves_and_all_but_the_first_wait(tmp_path):
    (tmp_path / "first.js").write_text("const name = 0\n")
    (tmp_path / "elements").mkdir()
    (tmp_path / "elements/b.js").write_text("const name = 2\n")
    (tmp_path / "elements/a.js").write_text("// a remark\n  const name = 1\n  // another\n")

    bundle = bundle_scripts(tmp_path / "first.js", tmp_path / "elements")

    assert bundle == (
        '"use strict"\n{\nconst name = 0\n}\n'
        'document.addEventListener("readystatechange", () => {\n'
        "{\nconst name = 1\n}\n{\nconst name = 2\n}\n}, { once: true })\n"
    )
