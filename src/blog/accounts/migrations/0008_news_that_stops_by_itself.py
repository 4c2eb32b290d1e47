from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_who_news_is_about"),
    ]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="stop_url",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
