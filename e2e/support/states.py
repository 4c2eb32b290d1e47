"""How a page gets into the states that places.py names. Each says what must be true when it is there."""

import re

from playwright.sync_api import expect

from e2e.support.announcements import announced
from e2e.support.site import PASSWORD


def come_to_older_posts(page):
    """The link to older posts, come near: htmx, which brings them in place, has taken it up."""
    link = page.get_by_role("link", name="Older posts")
    link.scroll_into_view_if_needed()
    expect(link).to_have_attribute("data-htmx-powered", "true")
    return link


def bring_more_posts(page) -> None:
    """Older posts come in place: the first of them has the focus, and their page is announced once."""
    titles = page.locator(".river .post-card__title")
    before = titles.count()
    come_to_older_posts(page).press("Enter")
    expect(titles.nth(before).get_by_role("link")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    assert [words for words in announced(page) if "page 2 of" in words] == announced(page)


def open_reading_settings(page) -> None:
    """The settings lie over the page, beside their button."""
    page.get_by_role("button", name="reading settings").press("Enter")
    expect(page.get_by_role("dialog", name="Reading settings")).to_be_visible()


def copy_code(page) -> None:
    """The code is copied: the button says so, and it is announced."""
    page.get_by_role("button", name=re.compile("^Copy code")).first.press("Enter")
    expect(page.locator("#live")).to_have_text(re.compile("copied", re.IGNORECASE))


def type_a_search(page) -> None:
    """Results come while somebody types, and how many there are is announced; the focus stays."""
    field = page.get_by_role("searchbox")
    field.press_sequentially("proof")
    expect(page.get_by_role("status").filter(has_text="posts for “proof”")).to_be_visible()
    expect(field).to_be_focused()


def open_a_correction(page) -> None:
    """The words before and after a correction."""
    page.get_by_role("link", name="Before and after").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What was corrected in")


def open_search_dates(page) -> None:
    """The fields for dates and order can be reached."""
    page.get_by_text("Dates and order").press("Enter")
    expect(page.get_by_label("Order")).to_be_visible()


def sign_in_with_a_wrong_password(page) -> None:
    """The form comes back: what is wrong has the focus, and the address is still there."""
    page.get_by_label("E-mail").fill("reader@demo.example")
    page.get_by_label("Password", exact=True).fill("not-the-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error"))
    expect(page.get_by_label("E-mail")).to_have_value("reader@demo.example")


def let_the_form_expire(page) -> None:
    """The token is gone: nothing is sent, and what was typed is given back."""
    page.get_by_label("E-mail").fill("reader@demo.example")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="The form had expired")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Login")).to_have_value("reader@demo.example")


def empty_the_profile(page) -> None:
    """The form comes back with what is wrong, and with what was typed."""
    page.get_by_label("Name").fill("")
    page.get_by_label("Links").fill("not an address")
    page.get_by_role("button", name="Save the profile").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error"))
    expect(page.get_by_label("Links")).to_have_value("not an address")


def save_the_profile(page) -> None:
    """Past the list of pages, to the form; then it is said that it is saved, and where it is seen."""
    page.get_by_role("link", name="Skip to the text").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.get_by_label("Everybody may see my profile").check()
    page.get_by_label("About you").fill("I read everything twice.")
    page.get_by_role("button", name="Save the profile").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Your profile is saved.")).to_be_focused()
    expect(page.get_by_role("link", name="/people/ravi-menon/")).to_be_visible()


def see_oneself_as_others_do(page) -> None:
    """The profile is there for everybody, once its owner says so."""
    save_the_profile(page)
    assert page.goto("/people/ravi-menon/").status == 200
    expect(page.get_by_text("I read everything twice.")).to_be_visible()


def ask_for_the_sites_name(page) -> None:
    """A handle that reads like the site's own is refused."""
    page.get_by_role("textbox", name="Handle").fill("adm1n")
    page.get_by_role("button", name="Change the handle").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()


def change_the_handle(page) -> None:
    """The next change is 14 days away: the day stands in the place of the form."""
    page.get_by_role("textbox", name="Handle").fill("ravi-reads")
    page.get_by_role("button", name="Change the handle").press("Enter")
    expect(page.get_by_text("Your handle is changed.")).to_be_visible()
    expect(page.get_by_text("You can change yours again from")).to_be_visible()


def upload_what_is_no_picture(page) -> None:
    """It is said why the file is not taken."""
    file = {"name": "face.png", "mimeType": "image/png", "buffer": b"not a picture"}
    page.get_by_label("Choose a picture").set_input_files(file)
    page.get_by_role("button", name="Save the picture").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()


def ask_for_a_copy(page) -> None:
    """The copy is on its way, and why there is no second one today is said."""
    page.get_by_role("button", name="Ask for a copy").press("Enter")
    expect(page.get_by_text("On its way")).to_be_visible()
    expect(page.get_by_text("You can ask again from")).to_be_visible()


def show_who_it_is(page) -> None:
    """The password once more, where it is asked for."""
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")


def leave_without_an_answer(page) -> None:
    """What becomes of the comments has to be said."""
    page.get_by_role("button", name="Delete my account in 7 days").press("Enter")
    show_who_it_is(page)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(
        page.get_by_role("link", name="Say what should become of your comments.")
    ).to_be_visible()


def ask_to_leave(page) -> None:
    """The day of the end stands there, and the way back."""
    page.get_by_label("Keep my comments, without my name").check()
    page.get_by_label("I want my account to be deleted in 7 days").check()
    page.get_by_role("button", name="Delete my account in 7 days").press("Enter")
    show_who_it_is(page)
    expect(page.get_by_role("button", name="Keep my account")).to_be_visible()


def see_that_one_is_leaving(page) -> None:
    """Every page of the account says that it ends."""
    ask_to_leave(page)
    page.goto("/accounts/profile/")
    expect(page.get_by_text("Your account will be deleted on")).to_be_visible()


def stay(page) -> None:
    """The account stays, and that is also among the notifications."""
    ask_to_leave(page)
    page.get_by_role("button", name="Keep my account").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Your account stays.")).to_be_visible()
    page.goto("/accounts/notifications/")
    expect(page.get_by_text("New:").first).to_be_visible()


def read_the_news(page) -> None:
    """What was marked as read is said, where the page begins anew."""
    stay(page)
    page.get_by_role("button", name="Mark as read").first.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Marked as read.")).to_be_focused()


def open_the_reasons(page) -> None:
    """A key opens the reasons, and the first of them has the focus."""
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(page.locator("[data-reason='1']").first).to_be_focused()


def approve_many(page) -> None:
    """What was decided together can be undone together."""
    page.goto("/desk/moderation/many/?queue=pending")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def approve_by_button(page) -> None:
    """The decided comment keeps its place and the focus; the way back is on it."""
    page.get_by_role("button", name="Approve").first.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.locator(".item--closed")).to_be_focused()
    expect(page.locator("#live")).to_have_text(re.compile("^Approved: "))


def see_which_words_are_like_spam(page) -> None:
    """A moderator reads how sure the site is, and which words make it so."""
    sure = page.get_by_text("% sure, by what the team rejected as spam before").first
    expect(sure).to_be_visible()
    expect(page.get_by_text("What says so most: letters.example, rules, print")).to_be_visible()


def open_the_keys(page) -> None:
    """The keys are shown, and can be changed."""
    page.keyboard.press("?")
    expect(page.locator("#keys summary")).to_be_focused()
    expect(page.get_by_label("Next comment")).to_have_value("j")


def open_all_steps(page) -> None:
    """Every form of a post's screen is open."""
    closed = page.locator("main details:not([open]) > summary")
    while closed.count():
        closed.first.press("Enter")


def schedule_at_no_time(page) -> None:
    """A time that the clocks leave out is asked about, and what was typed is there."""
    page.get_by_text("Schedule…").press("Enter")
    page.get_by_label("Day").fill("2030-03-31")
    page.get_by_label("Time", exact=True).fill("02:30")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_role("button", name="Schedule", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("radio")).to_have_count(2)
    expect(page.get_by_label("Time", exact=True)).to_have_value("02:30")


def act_too_late(page) -> None:
    """Somebody else was quicker: it is said, and the words are given back."""
    page.get_by_text("Request changes…").press("Enter")
    page.get_by_label("What should change").fill("Say which flour.")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Publish now").press("Enter")
    other.get_by_text("Readers have it now").wait_for()
    other.close()
    page.get_by_role("button", name="Request changes").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("Say which flour.")).to_be_visible()


def move_too_late(page) -> None:
    """Somebody else moved it first: it is said, what is set now stands there, and what was typed."""
    page.get_by_label("Time", exact=True).fill("08:15")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Time", exact=True).fill("11:45")
    other.get_by_role("button", name="Move it").press("Enter")
    other.get_by_text("has another time now").wait_for()
    other.close()
    page.get_by_role("button", name="Move it").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("11:45")).to_be_visible()
    expect(page.get_by_label("Time", exact=True)).to_have_value("08:15")


def name_a_version(page) -> None:
    """The version is called by its name, which can be changed."""
    page.locator("summary").filter(has_text="Give it a name").first.press("Enter")
    page.get_by_label("Name of this version").first.fill("Before the cuts")
    page.get_by_role("button", name="Save the name").first.press("Enter")
    expect(page.get_by_role("status").filter(has_text="has a name")).to_be_focused()
    expect(page.get_by_role("heading", name=re.compile("^Before the cuts"))).to_be_visible()


def decide_and_go_on(page) -> None:
    """The next text that waits is there, and what was done with the last is said first."""
    page.locator("summary").filter(has_text="Request changes").press("Enter")
    page.get_by_label("What should change", exact=True).fill("Say how warm it was.")
    both = page.get_by_role("button", name="And go to the next text")
    both.and_(page.locator("#changes-form button")).press("Enter")
    expect(page.get_by_role("status").filter(has_text="This is the next one")).to_be_focused()
    expect(page).to_have_url(re.compile("/review/$"))


def save_a_filter(page) -> None:
    """The filter stands above the posts, and can be changed; it is the one that is shown."""
    page.get_by_text("Save this filter").press("Enter")
    page.get_by_label("Name of the filter").fill("Left alone")
    page.get_by_label("Open the board with it").check()
    page.get_by_role("button", name="Save the filter").press("Enter")
    expect(page.get_by_role("status").filter(has_text="is saved")).to_be_focused()
    expect(page.get_by_role("link", name="Left alone")).to_have_attribute("aria-current", "true")
    page.get_by_text("Change your saved filters").press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Delete.*Left alone"))).to_be_visible()


def save_a_nameless_filter(page) -> None:
    """A name is asked for; what the board shows stays."""
    page.get_by_text("Save this filter").press("Enter")
    page.get_by_role("button", name="Save the filter").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("link", name=re.compile("^Draft"))).to_have_attribute(
        "aria-current", "true"
    )


def play_a_picture(page) -> None:
    """What moves lies over what stands still: nothing else has moved, and the button stops it."""
    figures = page.locator("figure:has(moving-picture)")
    last = figures.last
    last.scroll_into_view_if_needed()
    before = last.bounding_box()
    last.get_by_role("button", name="Play").press("Enter")
    expect(last.locator(".moving-picture__moving")).to_be_visible()
    expect(last.get_by_role("button", name="Stop")).to_be_focused()
    assert last.bounding_box() == before
    expect(figures.first.get_by_role("button", name="Play")).to_be_visible()


def publish_it(page) -> None:
    """Readers have it, and the seconds to undo run."""
    page.get_by_role("button", name="Publish now").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Readers have it now")).to_be_focused()
    expect(page.get_by_role("button", name="Undo the publication")).to_be_visible()


def see_what_links_to_it(page) -> None:
    """The pages with a typed address of the post are named."""
    expect(page.get_by_role("heading", name="Links to it")).to_be_visible()
    expect(page.locator("#linked-from + ul").get_by_role("link").first).to_be_visible()


def try_a_schedule_again(page) -> None:
    """What failed is tried within seconds; there is nothing to press any more."""
    page.get_by_role("button", name=re.compile("^Try now")).press("Enter")
    expect(page.get_by_role("status").filter(has_text="within seconds")).to_be_focused()
    expect(page.get_by_text("Is tried again within seconds.", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Try now"))).to_have_count(0)


def share_a_preview(page) -> None:
    """The link is there, once, and the preview can be ended."""
    page.get_by_text("Share a preview…").press("Enter")
    page.get_by_label("For whom").fill("Mei")
    page.get_by_role("button", name="Share a preview").press("Enter")
    expect(page.get_by_role("status").filter(has_text="only now")).to_be_focused()
    expect(page.get_by_role("button", name="End the preview Mei")).to_be_visible()


def _be_a_guest(page) -> None:
    page.get_by_text("Share a preview…").press("Enter")
    page.get_by_label("For whom").fill("Mei")
    page.get_by_label("May leave remarks").check()
    page.get_by_role("button", name="Share a preview").press("Enter")
    page.locator(".desk-secret a").press("Enter")
    expect(page.get_by_text("A preview for Mei")).to_be_visible()


def send_an_empty_remark(page) -> None:
    """A guest reads what is missing, and where."""
    _be_a_guest(page)
    page.get_by_role("button", name="Send the remark").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Your remark")).to_have_attribute("aria-invalid", "true")


def approve_as_a_guest(page) -> None:
    """A guest sees what they said; the form takes more."""
    _be_a_guest(page)
    page.get_by_label("Your remark").fill("Name the mill.")
    page.get_by_role("button", name="Approve this version").press("Enter")
    expect(page.get_by_text("You approved this version")).to_be_visible()
    expect(page.get_by_label("Your remark")).to_have_value("")


def write_after_the_preview_ended(page) -> None:
    """A guest gets back what they wrote, and reads why nobody gets it."""
    at_the_desk = page.url
    _be_a_guest(page)
    desk = page.context.new_page()
    desk.goto(at_the_desk)
    desk.get_by_text("Share a preview…").press("Enter")
    desk.get_by_role("button", name="End the preview Mei").press("Enter")
    expect(desk.get_by_role("button", name="End the preview Mei")).to_have_count(0)
    desk.close()
    page.get_by_label("Your remark").fill("Name the mill.")
    page.get_by_role("button", name="Send the remark").press("Enter")
    expect(page.get_by_text("Name the mill.")).to_be_visible()
    expect(page.get_by_role("button", name="Send the remark")).to_have_count(0)


def write_where_no_remarks_are_taken(page) -> None:
    """A form for one link is sent to another, which is for reading alone."""
    at_the_desk = page.url
    share_a_preview(page)
    for_reading = page.locator(".desk-secret a").get_attribute("href")
    page.goto(at_the_desk)
    _be_a_guest(page)
    form = page.locator("form").filter(has=page.get_by_label("Your remark"))
    form.evaluate("(form, url) => { form.action = url }", for_reading)
    page.get_by_label("Your remark").fill("Name the mill.")
    page.get_by_role("button", name="Send the remark").press("Enter")
    expect(page.get_by_text("takes no remarks")).to_be_visible()
    expect(page.get_by_text("Name the mill.")).to_be_visible()


def review_what_a_guest_read(page) -> None:
    """Whoever reviews reads what a guest said of the version, and of which one."""
    at_the_desk = page.url
    approve_as_a_guest(page)
    page.goto(f"{at_the_desk}review/")
    expect(page.get_by_role("heading", name="What guests said")).to_be_visible()
    expect(page.get_by_text("Name the mill.")).to_be_visible()


def move_to_the_trash(page) -> None:
    """The post can be restored."""
    page.get_by_text("Move to the trash…").press("Enter")
    page.get_by_role("button", name="Move to the trash").press("Enter")
    expect(page.get_by_role("button", name="Restore from the trash")).to_be_visible()


def review_by_keys(page) -> None:
    """Keys lead through the changes and to the decision; switched off, they do nothing."""
    page.keyboard.press("j")
    expect(page.locator("[data-change]").first).to_be_focused()
    page.keyboard.press("r")
    decision = page.locator("summary").filter(has_text="Request changes")
    expect(decision).to_be_focused()
    page.get_by_role("checkbox").press("Space")
    page.keyboard.press("j")
    expect(page.get_by_role("checkbox")).to_be_focused()


def try_a_phrase(page) -> None:
    """What a phrase would have caught is said before it is added."""
    page.get_by_label("Word or phrase").fill("the")
    page.get_by_role("button", name="Try this phrase").press("Enter")
    expect(page.get_by_role("heading", name="It would have caught")).to_be_focused()


def put_a_block_back(page) -> None:
    """One block is as it was before, and that is said first."""
    page.get_by_role("button", name=re.compile("Put.*back")).first.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The block is back")).to_be_focused()


def edit_a_new_comment(page) -> None:
    """A comment can be changed for some minutes."""
    page.get_by_role("textbox", name="Your comment").fill("Folded once.")
    page.get_by_role("button", name="Post reply").press("Enter")
    own = page.locator("summary").filter(has_text="Your comments here")
    expect(own).to_be_visible()
    if own.evaluate("summary => !summary.parentElement.open"):
        own.press("Enter")
    page.get_by_role("link", name="Edit “Folded once.”").press("Enter")
    expect(page.get_by_role("button", name="Save changes")).to_be_visible()


def delete_a_comment(page) -> None:
    """It is gone, and can be brought back."""
    page.get_by_role("button", name="Delete comment").press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def take_a_post_down(page) -> None:
    """Its address says that it will not come back."""
    page.get_by_text("Unpublish…").press("Enter")
    page.get_by_label("Taken down for good").check()
    page.get_by_role("button", name="Unpublish").press("Enter")
    page.wait_for_load_state()
    assert page.goto("/posts/cut-the-first-paragraph/").status == 410


def write_as_a_guest(page) -> None:
    """What was written waits; the code that was mailed is asked for."""
    page.get_by_label("Your comment").fill("I kept the crust.")
    page.get_by_label("Your name").fill("Nora")
    page.get_by_label("E-mail address").fill("nora@example.com")
    page.get_by_role("button", name="Send me the code").press("Enter")
    expect(page.get_by_label("Code from the message")).to_be_visible()


def write_as_a_guest_without_an_address(page) -> None:
    """What is missing has the focus; what was written stays."""
    page.get_by_label("Your comment").fill("I kept the crust.")
    page.get_by_role("button", name="Send me the code").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("I kept the crust.")


def enter_a_wrong_code_as_a_guest(page) -> None:
    """What is wrong has the focus."""
    write_as_a_guest(page)
    page.get_by_label("Code from the message").fill("AAAA-AAAA")
    page.get_by_label("Code from the message").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()


def add_a_webhook_inside(page) -> None:
    """What is wrong has the focus, and what was typed and ticked is still there."""
    _fill_in_a_webhook(page, "https://10.0.0.1/hook")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Address")).to_have_value("https://10.0.0.1/hook")
    expect(page.get_by_label("A post is published")).to_be_checked()


def add_a_webhook(page) -> None:
    """The secret is shown and has the focus; at the next visit it is not shown any more."""
    _fill_in_a_webhook(page, "https://example.com/hook")
    expect(page.get_by_role("heading", name="The secret, shown once")).to_be_focused()
    expect(page.locator("code", has_text="whsec_")).to_be_visible()


def _fill_in_a_webhook(page, address: str) -> None:
    page.get_by_label("Name").fill("Chat of the newsroom")
    page.get_by_label("Address").fill(address)
    page.get_by_label("A post is published").check()
    page.get_by_role("button", name="Add the webhook").press("Enter")


def open_what_was_sent(page) -> None:
    """The body and the answer of each try can be read."""
    page.locator("summary", has_text="What was sent").first.press("Enter")
    expect(page.locator("pre").first).to_be_visible()
