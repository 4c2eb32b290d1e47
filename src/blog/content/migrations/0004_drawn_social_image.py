"""Posts remember the picture that was drawn for sharing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0003_picture_transparency")]

    operations = [
        migrations.AddField(
            model_name="postpage",
            name="drawn_social_image",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
    ]
