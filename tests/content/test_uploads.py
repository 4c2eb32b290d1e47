"""What becomes of an upload, whichever way it comes in."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms
from wagtail.documents.models import Document

from blog.content.models import SiteImage
from blog.content.services.renditions import prepare
from blog.errors import Invalid
from blog.web.rules import uploads as rules
from blog.web.rules.uploads import MAX_PICTURE_BYTES, Refusal
from blog.web.uploads import (
    SENTENCES,
    DocumentRefused,
    PictureRefused,
    check_document,
    clean_picture,
)
from tests.support import files

TRACES = (files.MARK, b"Exif", b"eXIf", b"XMP ", b"adobe")


def opened(stored):
    stored.seek(0)
    return Image.open(BytesIO(stored.read()))


def is_bright(image, place):
    return sum(image.convert("RGB").getpixel(place)) > 500


class TestWhatIsKept:
    @pytest.mark.parametrize("kind", files.KINDS)
    def test_nothing_that_a_camera_wrote(self, kind):
        original = files.from_a_camera(kind)
        assert all(trace in original for trace in TRACES[:1])

        kept = clean_picture(files.upload(original)).read()

        assert not [trace for trace in TRACES if trace in kept]
        with Image.open(BytesIO(kept)) as image:
            assert not image.getexif()
            assert image.format == kind

    @pytest.mark.parametrize("kind", files.KINDS)
    def test_the_colour_profile(self, kind):
        kept = clean_picture(files.upload(files.from_a_camera(kind)))

        assert opened(kept).info["icc_profile"] == files.profile()

    @pytest.mark.parametrize("kind", files.KINDS)
    def test_the_way_up(self, kind):
        # 6: the camera was held upright, so the picture must be turned by a quarter to the right.
        kept = clean_picture(files.upload(files.from_a_camera(kind, (80, 50), orientation=6)))

        assert (kept.width, kept.height) == (50, 80)
        image = opened(kept)
        assert image.size == (50, 80)
        assert is_bright(image, (40, 10))
        assert not is_bright(image, (10, 10))

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_every_way_to_hold_a_camera(self, orientation):
        upright = files.quartered()
        turned = {
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }
        held = upright.transpose(turned[orientation]) if orientation > 1 else upright
        data = files.encoded(held, "PNG", exif=files.exif(orientation))

        image = opened(clean_picture(files.upload(data)))

        assert image.convert("RGB").tobytes() == upright.tobytes()

    @pytest.mark.parametrize("kind", files.KINDS)
    def test_at_most_a_width_that_a_page_can_use(self, kind):
        kept = clean_picture(files.upload(files.plain((4800, 600), kind)))

        assert opened(kept).size == (kept.width, kept.height) == (3840, 480)

    def test_a_width_that_is_measured_the_right_way_up(self):
        data = files.plain((600, 4800), "JPEG", exif=files.exif(6))

        assert opened(clean_picture(files.upload(data))).size == (3840, 480)

    def test_nothing_is_made_larger(self):
        assert opened(clean_picture(files.upload(files.plain((20, 10))))).size == (20, 10)

    def test_the_hash_of_what_is_kept(self):
        kept = clean_picture(files.upload(files.plain()))

        assert kept.file_hash == hashlib.sha1(kept.read()).hexdigest()

    def test_the_colours_of_a_picture_made_for_print(self):
        data = files.plain(mode="CMYK")

        image = opened(clean_picture(files.upload(data)))

        assert image.mode == "RGB"
        assert is_bright(image, (10, 10))
        assert not is_bright(image, (70, 40))

    def test_a_broken_profile_is_dropped_and_the_picture_kept(self):
        data = files.plain(icc_profile=files.MARK * 3000)

        image = opened(clean_picture(files.upload(data)))

        assert "icc_profile" not in image.info

    def test_a_long_profile_is_applied_and_dropped(self):
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        padded = (len(lab) + 20_000).to_bytes(4) + lab[4:] + bytes(20_000)

        image = opened(clean_picture(files.upload(files.plain(kind="PNG", icc_profile=padded))))

        assert "icc_profile" not in image.info
        assert is_bright(image, (10, 10))

    def test_sixteen_bits_of_grey_become_eight(self):
        wide = Image.new("I;16", (40, 40), 0x8000)

        image = opened(clean_picture(files.upload(files.encoded(wide, "PNG"))))

        assert image.mode == "L"
        assert image.getpixel((5, 5)) == 0x80

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
    def test_every_mode_of_a_png(self, mode):
        kept = clean_picture(files.upload(files.plain(kind="PNG", mode=mode)))

        assert is_bright(opened(kept), (10, 10))
        assert not kept.is_transparent

    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
    def test_what_shines_through(self, kind):
        sheer = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
        sheer.paste((255, 0, 0, 255), (0, 0, 20, 20))

        kept = clean_picture(files.upload(files.encoded(sheer, kind)))

        assert kept.is_transparent
        assert opened(kept).convert("RGBA").getpixel((35, 35))[3] == 0

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
    def test_the_first_frame_of_what_moves(self, kind):
        kept = clean_picture(files.upload(files.moving(kind)))

        image = opened(kept)
        assert getattr(image, "n_frames", 1) == 1
        red, green, blue = image.convert("RGB").getpixel((40, 25))
        assert red > 200
        assert max(green, blue) < 60

    @pytest.mark.parametrize("kind", ["GIF", "WEBP"])
    def test_what_moves_is_kept_beside_what_stands_still(self, kind):
        kept = clean_picture(files.upload(files.moving(kind)))

        moving = opened(kept.motion)
        assert (moving.format, moving.n_frames, moving.size) == (
            "WEBP",
            4,
            (kept.width, kept.height),
        )
        assert kept.motion.name_for("Loaf") != kept.name_for("Loaf")
        moving.seek(1)
        moving.load()
        assert moving.info["duration"] == 100
        assert moving.convert("RGB").getpixel((40, 25))[1] > 100  # green

    @pytest.mark.parametrize("limit", ["MAX_FRAMES", "MAX_MOVING_PIXELS"])
    def test_what_moves_too_long_stands_still(self, limit, monkeypatch):
        monkeypatch.setattr(rules, limit, {"MAX_FRAMES": 3, "MAX_MOVING_PIXELS": 15_999}[limit])
        assert clean_picture(files.upload(files.moving("GIF"))).motion is None

    def test_what_does_not_move_has_nothing_beside_it(self):
        assert clean_picture(files.upload(files.moving("GIF", frames=1))).motion is None
        assert clean_picture(files.upload(files.plain())).motion is None

    def test_what_is_broken_after_its_first_frame_stands_still(self):
        whole = files.moving("GIF", frames=4)
        assert clean_picture(files.upload(whole[: len(whole) * 2 // 3])).motion is None

    def test_a_gif_as_a_png_so_that_it_is_no_script(self):
        kept = clean_picture(files.upload(files.gif_that_is_a_script(), "a.gif")).read()

        assert kept.startswith(b"\x89PNG")
        assert files.MARK not in kept

    def test_a_lossless_webp_stays_exact(self):
        drawn = files.quartered((90, 60))

        kept = clean_picture(files.upload(files.encoded(drawn, "WEBP", lossless=True)))

        assert opened(kept).convert("RGB").tobytes() == drawn.tobytes()

    @pytest.mark.parametrize(
        ("title", "words"),
        [
            ("Rye, slowly", "rye-slowly"),
            ("../../etc/passwd", "etcpasswd"),
            ("Жито", "zhito"),
            ("…", "picture"),
            ("x" * 300, "x" * 50),
            ("evil.php%00.jpg", "evilphp00jpg"),
        ],
    )
    def test_a_name_made_of_hash_and_title(self, title, words):
        kept = clean_picture(files.upload(files.plain(), name="../../../evil.php"))

        assert kept.name_for(title) == f"{kept.file_hash[:10]}-{words}.jpg"


REFUSED = {
    "nothing": (b"", Refusal.EMPTY),
    "a page": (b"<html><script>alert(1)</script></html>", Refusal.NOT_A_PICTURE),
    "a drawing with a script": (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        Refusal.NOT_A_PICTURE,
    ),
    "a bitmap": (files.plain(kind="BMP"), Refusal.NOT_A_PICTURE),
    "a TIFF": (files.plain(kind="TIFF"), Refusal.NOT_A_PICTURE),
    "half a JPEG": (files.cut_short("JPEG"), Refusal.DAMAGED),
    "half a PNG": (files.cut_short("PNG"), Refusal.DAMAGED),
    "half a WebP": (files.cut_short("WEBP"), Refusal.DAMAGED),
    "half an AVIF": (files.cut_short("AVIF"), Refusal.DAMAGED),
    "half a GIF": (files.cut_short("GIF"), Refusal.DAMAGED),
    "no pixels, PNG": (files.claiming("PNG", 0, 0), Refusal.DAMAGED),
    "no pixels, JPEG": (files.claiming("JPEG", 0, 0), Refusal.DAMAGED),
    "no pixels, GIF": (files.claiming("GIF", 0, 0), Refusal.DAMAGED),
    "no pixels, AVIF": (files.claiming("AVIF", 0, 0), Refusal.DAMAGED),
    "only a start": (b"\x89PNG\r\n\x1a\n", Refusal.DAMAGED),
    "a remark of 200 MB": (files.with_a_bomb(b"zTXt"), Refusal.DAMAGED),
    "169 megapixels, PNG": (files.claiming("PNG", 13_000, 13_000), Refusal.TOO_LARGE),
    "169 megapixels, JPEG": (files.claiming("JPEG", 13_000, 13_000), Refusal.TOO_LARGE),
    "169 megapixels, GIF": (files.claiming("GIF", 13_000, 13_000), Refusal.TOO_LARGE),
    "169 megapixels, WebP": (files.claiming("WEBP", 13_000, 13_000), Refusal.TOO_LARGE),
    "169 megapixels, AVIF": (files.claiming("AVIF", 13_000, 13_000), Refusal.TOO_LARGE),
    "one very long line": (files.claiming("PNG", 40_000, 10), Refusal.TOO_LARGE),
    "a picture that lies": (files.claiming("PNG", 640, 640), Refusal.DAMAGED),
}


class TestWhatIsRefused:
    @pytest.mark.parametrize("what", REFUSED)
    def test_says_why(self, what):
        data, refusal = REFUSED[what]

        with pytest.raises(PictureRefused) as refused:
            clean_picture(files.upload(data))

        assert refused.value.refusal is refusal
        assert str(refused.value)[:12] == str(SENTENCES[refusal])[:12]
        assert "%(" not in str(refused.value)
        assert isinstance(refused.value, Invalid)

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
    def test_a_bomb_never_meets_a_decoder(self, kind, monkeypatch):
        def decode(*_args, **_kwargs):
            pytest.fail("it was opened")

        monkeypatch.setattr(Image, "open", decode)

        with pytest.raises(PictureRefused):
            clean_picture(files.upload(files.claiming(kind, 13_000, 13_000)))

    def test_a_heavy_file_is_not_even_read(self):
        class Heavy(ContentFile):
            size = property(lambda self: MAX_PICTURE_BYTES + 1, lambda self, size: None)

            def read(self, *_args):
                pytest.fail("it was read")

        with pytest.raises(PictureRefused, match=r"20\.0 MB.*Up to 20 MB"):
            clean_picture(Heavy(b""))

    def test_a_profile_that_would_unpack_to_hundreds_of_megabytes_is_refused(self):
        with pytest.raises(PictureRefused) as refused:
            clean_picture(files.upload(files.with_a_bomb(b"iCCP")))

        assert refused.value.refusal is Refusal.DAMAGED

    def test_every_reason_has_a_sentence_that_says_what_to_do(self):
        for refusal in Refusal:
            sentences = str(SENTENCES[refusal]).split(". ")
            assert len(sentences) >= 2, refusal

    @pytest.mark.parametrize("kind", files.KINDS)
    def test_a_byte_changed_anywhere_is_kept_or_refused_but_never_breaks(self, kind):
        sound = files.from_a_camera(kind, (40, 30))
        step = max(1, len(sound) // 150)

        for place in range(0, len(sound), step):
            damaged = bytearray(sound)
            damaged[place] ^= 0x5A
            try:
                kept = clean_picture(files.upload(bytes(damaged))).read()
            except PictureRefused:
                continue
            assert files.MARK not in kept


@pytest.mark.django_db
class TestWhateverTheWay:
    @pytest.mark.parametrize("kind", files.KINDS)
    def test_code_cannot_go_round(self, kind):
        data = files.from_a_camera(kind, (80, 50), orientation=6)

        image = SiteImage.objects.create(title="Berlin", file=ContentFile(data, "DSC_1234.JPG"))

        stored = image.file.storage.open(image.file.name).read()
        assert files.MARK not in stored
        image.refresh_from_db()
        assert (image.width, image.height) == (50, 80)
        assert image.file_size == len(stored)
        assert image.file_hash == hashlib.sha1(stored).hexdigest()
        assert Path(image.file.name).name.endswith("-berlin" + Path(image.file.name).suffix)

    @pytest.mark.parametrize("kind", files.KINDS)
    def test_no_rendition_carries_what_the_original_had(self, kind):
        data = files.from_a_camera(kind, (800, 500))
        image = SiteImage.objects.create(title="Berlin", file=ContentFile(data, "a.jpg"))

        prepare(image=image, slots=("card", "portrait"))
        image.get_rendition("max-100x100")
        image.get_rendition("original")

        made = list(image.renditions.all())
        assert len(made) == 12
        for rendition in made:
            assert not [t for t in TRACES if t in rendition.file.read()], rendition.filter_spec

    def test_many_at_once_cannot_go_round_either(self):
        data = files.from_a_camera("JPEG", (80, 50), orientation=6)

        SiteImage.objects.bulk_create([SiteImage(title="Two", file=ContentFile(data, "a.jpg"))])

        image = SiteImage.objects.get()
        assert files.MARK not in image.file.read()
        assert (image.width, image.height) == (50, 80)
        assert len(image.file_hash) == 40

    def test_a_file_stored_before_its_row_is_cleaned_too(self):
        image = SiteImage(title="Stored first")

        image.file.save("a.jpg", ContentFile(files.from_a_camera("JPEG")), save=True)

        assert files.MARK not in SiteImage.objects.get().file.read()

    def test_a_hostile_file_raises_and_leaves_nothing(self):
        data = files.claiming("PNG", 13_000, 13_000)

        with pytest.raises(PictureRefused):
            SiteImage.objects.create(title="Bomb", file=ContentFile(data, "a.png"))

        assert not SiteImage.objects.exists()

    def test_naming_a_hostile_file_does_not_decode_it(self, monkeypatch):
        data = files.claiming("PNG", 13_000, 13_000)
        monkeypatch.setattr(Image, "open", lambda *_: pytest.fail("it was opened"))

        image = SiteImage(title="Bomb", file=ContentFile(data, "a.png"))

        assert image.width == 13_000

    def test_a_file_is_written_anew_once(self, monkeypatch):
        calls = []
        upload = files.upload(files.plain())
        real = Image.Image.save
        monkeypatch.setattr(
            Image.Image, "save", lambda *args, **kw: calls.append(args) or real(*args, **kw)
        )
        cleaned = clean_picture(upload)
        SiteImage.objects.create(title="Once", file=cleaned)

        assert len(calls) == 1

    def test_a_new_file_takes_the_place_of_the_old_one_and_its_sizes(
        self, django_capture_on_commit_callbacks
    ):
        image = SiteImage.objects.create(
            title="Loaf", file=ContentFile(files.plain((80, 50)), "a.jpg")
        )
        prepare(image=image, slots=("card",))
        old_names = [image.file.name, *(r.file.name for r in image.renditions.all())]
        old_hash = image.file_hash

        with django_capture_on_commit_callbacks(execute=True):
            image.file = ContentFile(files.plain((60, 60), "PNG"), "b.png")
            image.save(update_fields=["file"])

        image = SiteImage.objects.get()
        assert (image.width, image.height) == (60, 60)
        assert image.file_hash != old_hash
        assert image.file.name not in old_names
        assert not image.renditions.exists()
        # The old sizes' files are deleted by Wagtail's task, which a storage in memory does not reach.
        assert not default_storage.exists(old_names[0])

    def test_what_moves_goes_with_its_picture(self, django_capture_on_commit_callbacks):
        image = SiteImage.objects.create(
            title="Loaf", file=ContentFile(files.moving("GIF"), "a.gif")
        )
        first = SiteImage.objects.get().moving.name
        assert default_storage.exists(first)

        with django_capture_on_commit_callbacks(execute=True):
            image.file = ContentFile(files.moving("WEBP", size=(60, 60)), "b.webp")
            image.save(update_fields=["file"])
        second = SiteImage.objects.get().moving.name
        assert second != first
        assert (default_storage.exists(first), default_storage.exists(second)) == (False, True)

        with django_capture_on_commit_callbacks(execute=True):
            image.file = ContentFile(files.plain(), "c.jpg")
            image.save()
        assert SiteImage.objects.get().moving.name == ""
        assert not default_storage.exists(second)

        image.file = ContentFile(files.moving("GIF"), "a.gif")
        image.save()
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
        assert not default_storage.exists(image.moving.name)

    def test_saving_without_a_new_file_touches_none(self, django_assert_num_queries):
        image = SiteImage.objects.create(title="Loaf", file=ContentFile(files.plain(), "a.jpg"))
        name = image.file.name

        image.title = "Another title"
        image.save()

        assert SiteImage.objects.get().file.name == name
        assert default_storage.exists(name)


class TestDocuments:
    @pytest.mark.parametrize(
        ("name", "data", "refusal"),
        [
            ("a.pdf", b"<html><script>", Refusal.NOT_WHAT_IT_SAYS),
            ("a.docx", b"MZ\x90", Refusal.NOT_WHAT_IT_SAYS),
            ("a.html", b"<script>", Refusal.UNKNOWN_EXTENSION),
            ("a.svg", b"<svg/>", Refusal.UNKNOWN_EXTENSION),
            ("a.pdf.exe", b"%PDF-", Refusal.UNKNOWN_EXTENSION),
            ("pdf", b"%PDF-", Refusal.UNKNOWN_EXTENSION),
            ("a.txt", "Grüße".encode("latin-1"), Refusal.NOT_UTF8),
            ("a.csv", "a;b".encode("utf-16"), Refusal.NOT_UTF8),
            ("a.txt", b"a\0b", Refusal.NOT_UTF8),
            ("a.txt", b"", Refusal.EMPTY),
        ],
    )
    def test_says_why_it_is_refused(self, name, data, refusal):
        with pytest.raises(DocumentRefused) as refused:
            check_document(ContentFile(data), name)

        assert refused.value.refusal is refusal

    def test_a_heavy_one_is_not_read(self):
        class Heavy(ContentFile):
            size = property(lambda self: 60 * 1024 * 1024, lambda self, size: None)

            def read(self, *_args):
                pytest.fail("it was read")

        with pytest.raises(DocumentRefused, match=r"60\.0 MB.*Up to 50 MB"):
            check_document(Heavy(b""), "a.pdf")

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("A.PDF", b"%PDF-1.7"),
            ("a.txt", "Grüße, žito, 日本".encode() * 30_000),
            ("a.xlsx", b"PK\x03\x04"),
        ],
    )
    def test_takes_the_others_and_leaves_them_at_their_start(self, name, data):
        file = ContentFile(data)

        check_document(file, name)

        assert file.read() == data

    @pytest.mark.django_db
    def test_code_cannot_go_round(self):
        with pytest.raises(DocumentRefused):
            Document.objects.create(title="A", file=ContentFile(b"<script>", name="a.html"))

        assert not Document.objects.exists()

    @pytest.mark.django_db
    def test_its_size_is_known_whoever_stores_it(self):
        document = Document.objects.create(title="A", file=ContentFile(b"Twelve bytes", "a.txt"))

        assert document.file_size == 12
