"""One row for every address of the project: a new URL gets its row in ROWS, below those of its neighbours.

What a row is tried with stands in access_stories.py, the tests in test_access.py.
"""

import uuid
from dataclasses import dataclass

from assessments.access import Right

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
POST = ("POST",)


@dataclass(frozen=True)
class Row:
    """`methods` the address takes; `kwargs` of the address beside the id that the gate asks for; `data` is what a POST
    must hold to find what it names.

    `gate`: who decides. "public": nobody; "login": needs an account, others are led to the login; "check": the gate of
    the assessment; "tenant": of the municipality; "project": of a project that a municipality holds; "respondent": of
    a personal link; "invitation": of an invitation's link; "programme", "release": of a programme, for its funder's
    users; "staff": the operator's accounts. What a municipality may do in a programme is of the gate "tenant", with
    ("programme_id", None) in `kwargs`; ("share_id", None) is what it has shared there. `read`, `write`: the
    right that GET and HEAD, and POST need; `link`: whether the holder of an assessment's secret link may use it;
    `only_link`: nobody else may.
    """

    name: str
    methods: tuple[str, ...]
    gate: str = "check"
    read: Right = Right.READ
    write: Right = Right.EDIT
    link: bool = True
    only_link: bool = False
    kwargs: tuple[tuple[str, object], ...] = ()
    data: tuple[tuple[str, str], ...] = ()

    def __str__(self):
        return self.name

    def needs(self, method):
        return self.write if method == "POST" else self.read


ROWS = (
    Row("start", READ, "public"),
    Row("choose_municipality", FORM, "public"),
    Row("search_municipalities", READ, "public"),
    Row("describe_project", FORM, "public"),
    Row("open_link", READ, "public", kwargs=(("token", "unknown"),)),
    Row("open_invitation", READ, "public", kwargs=(("token", "unknown"),)),
    Row("deleted", READ, "public"),
    Row("imprint", READ, "public"),
    Row("privacy", READ, "public"),
    Row("accessibility", READ, "public"),
    Row("healthz", READ, "public"),
    Row("readyz", READ, "public"),
    Row("metrics", READ, "public"),
    Row("method", READ, "public"),
    Row("blank_questionnaire", READ, "public"),
    Row("blank_xlsx", READ, "public"),
    Row("upload", FORM, "public"),
    # Accounts: allauth's pages
    Row("account_login", FORM, "public"),
    Row("mfa_authenticate", FORM, "public"),
    Row("mfa_login_webauthn", FORM, "public"),
    Row("account_logout", FORM, "public"),
    Row("account_signup", FORM, "public"),
    Row("account_inactive", READ, "public"),
    Row("login_link", FORM, "public", kwargs=(("user_id", uuid.UUID(int=0)), ("token", "unknown"))),
    Row("account_email_verification_sent", READ, "public"),
    Row("account_confirm_email", FORM, "public", kwargs=(("key", "unknown"),)),
    Row("account_reset_password", FORM, "public"),
    Row("account_reset_password_done", READ, "public"),
    Row("account_reset_password_from_key", FORM, "public", kwargs=(("uidb36", "0"), ("key", "unknown"))),
    Row("account_reset_password_from_key_done", READ, "public"),
    Row("socialaccount_signup", FORM, "public"),
    Row("socialaccount_login_cancelled", READ, "public"),
    Row("openid_connect_login", FORM, "public"),
    Row("openid_connect_callback", READ, "public"),
    Row("account_name", FORM, "login"),
    Row("account_email", FORM, "login"),
    Row("account_change_password", FORM, "login"),
    Row("account_set_password", FORM, "login"),
    Row("account_reauthenticate", FORM, "login"),
    Row("mfa_reauthenticate", FORM, "login"),
    Row("mfa_reauthenticate_webauthn", FORM, "login"),
    Row("mfa_index", READ, "login"),
    Row("mfa_activate_totp", FORM, "login"),
    Row("mfa_deactivate_totp", FORM, "login"),
    Row("mfa_view_recovery_codes", READ, "login"),
    Row("mfa_generate_recovery_codes", FORM, "login"),
    Row("mfa_download_recovery_codes", READ, "login"),
    Row("mfa_list_webauthn", READ, "login"),
    Row("mfa_add_webauthn", FORM, "login"),
    Row("mfa_edit_webauthn", FORM, "login", kwargs=(("pk", 1),)),
    Row("mfa_remove_webauthn", FORM, "login", kwargs=(("pk", 1),)),
    Row("usersessions_list", FORM, "login"),
    Row("socialaccount_connections", FORM, "login"),
    # An assessment
    Row("overview", FORM),
    Row("personal_link", FORM, only_link=True),
    Row("questions", FORM, kwargs=(("part", "barriers"), ("number", 1))),
    Row("answer", FORM, kwargs=(("item", "B1.1"),)),
    Row("edit_project", FORM, read=Right.EDIT),
    Row("edit_funding", FORM, read=Right.EDIT),
    Row("extend", POST),
    Row("delete", FORM, read=Right.LEAD, write=Right.LEAD),
    Row("decision", READ),
    Row("path", READ),
    Row("edit_gates", FORM, read=Right.EDIT),
    Row("edit_outcome", FORM, read=Right.EDIT),
    Row("edit_checklist", FORM, read=Right.EDIT, kwargs=(("outcome", "close"),)),
    Row("concept", READ),
    Row("concept_field", FORM, read=Right.EDIT, kwargs=(("field", "core"),)),
    Row("result", READ),
    Row("what_if", READ),
    Row("plan", READ),
    Row("take", POST, data=(("take", "K1.2"),)),
    Row("add_measure", FORM, read=Right.EDIT),
    Row("edit_measure", FORM, read=Right.EDIT, kwargs=(("measure_id", None),)),
    Row("remove_measure", FORM, read=Right.EDIT, kwargs=(("measure_id", None),)),
    Row("submit", FORM),
    Row("continue_assessment", FORM),
    Row("comparison", READ),
    Row("perspectives", READ),
    Row("agenda", READ),
    Row("agenda_pdf", READ),
    Row("consensus", READ),
    Row("consensus_item", FORM, kwargs=(("item", "B1.1"),)),
    Row("report_pdf", READ),
    Row("proposal", READ),
    Row("proposal_field", FORM, read=Right.EDIT, kwargs=(("field", "decision"),)),
    Row("proposal_docx", READ),
    Row("proposal_pdf", READ),
    Row("concept_docx", READ),
    Row("concept_pdf", READ),
    Row("download_json", READ),
    Row("download_xlsx", READ),
    Row("history", READ),
    # The questionnaire as a table, the short plan and the hints
    Row("answers_xlsx", READ),
    Row("upload_answers", FORM, read=Right.EDIT),
    Row("confirm_answers", POST),
    Row("marked_copy", POST),
    Row("hints", READ),
    Row("short_plan", FORM),
    Row("short_plan_pdf", READ),
    Row("clock", READ),
    Row("edit_calendar", FORM, read=Right.EDIT),
    Row("take_calendar", FORM, read=Right.EDIT),
    Row("edit_steps", FORM, read=Right.EDIT),
    Row("apply_dates", POST),
    Row("clock_ics", READ),
    Row("adopt", FORM, only_link=True),
    # All projects of a municipality, and one
    Row("portfolio", READ, "tenant"),
    Row("portfolio_xlsx", READ, "tenant"),
    Row("portfolio_csv", READ, "tenant"),
    Row("project", READ, "project"),
    # A municipality in a programme
    Row("municipality_programmes", READ, "tenant"),
    Row("share", FORM, "tenant", write=Right.LEAD, kwargs=(("programme_id", None),)),
    Row(
        "withdraw_share",
        FORM,
        "tenant",
        read=Right.LEAD,
        write=Right.LEAD,
        kwargs=(("programme_id", None), ("share_id", None)),
    ),
    Row("consent_history", READ, "tenant", kwargs=(("programme_id", None),)),
    Row("benchmark", READ, "tenant", kwargs=(("programme_id", None),)),
    # Costs and indicators
    Row("costs", READ),
    Row("costs_xlsx", READ),
    Row("add_cost", FORM, read=Right.EDIT),
    Row("add_typical_costs", POST),
    Row("edit_assumptions", FORM, read=Right.EDIT),
    Row("edit_cost", FORM, read=Right.EDIT, kwargs=(("cost_id", None),)),
    Row("remove_cost", FORM, read=Right.EDIT, kwargs=(("cost_id", None),)),
    Row("indicators", READ),
    Row("indicator_catalogue", READ, read=Right.EDIT),
    Row("add_indicator", FORM, read=Right.EDIT),
    Row("edit_indicator", FORM, read=Right.EDIT, kwargs=(("indicator_id", None),)),
    Row("remove_indicator", FORM, read=Right.EDIT, kwargs=(("indicator_id", None),)),
    Row("add_reading", FORM, read=Right.EDIT, kwargs=(("indicator_id", None),)),
    Row("remove_reading", FORM, read=Right.EDIT, kwargs=(("reading_id", None),)),
    # A municipality in the exchange
    Row("exchange", READ, "tenant"),
    Row("add_listing", FORM, "tenant", read=Right.LEAD, write=Right.LEAD),
    Row("edit_listing", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("listing_id", None),)),
    Row("withdraw_listing", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("listing_id", None),)),
    Row("ask_contact", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("other_id", None),)),
    Row("answer_contact", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("contact_id", None),)),
    Row("end_contact", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("contact_id", None),)),
    # The survey of an assessment
    Row("survey", FORM),
    Row("invite_respondent", FORM, read=Right.EDIT),
    Row("respondent_link", FORM, read=Right.EDIT, kwargs=(("respondent_id", None),)),
    Row("remind_respondent", FORM, read=Right.EDIT, kwargs=(("respondent_id", None),)),
    Row("remove_respondent", FORM, read=Right.EDIT, kwargs=(("respondent_id", None),)),
    Row("open_comparison", FORM, read=Right.EDIT),
    # A respondent
    Row("open_respondent_link", READ, "public", kwargs=(("token", "unknown"),)),
    Row("respondent", FORM, "respondent"),
    Row("respondent_questions", FORM, "respondent", kwargs=(("part", "barriers"), ("number", 1))),
    Row("respondent_answer", FORM, "respondent", kwargs=(("item", "B1.1"),)),
    Row("respondent_data", READ, "respondent"),
    Row("finish_response", FORM, "respondent"),
    # A funder's programmes and their releases
    Row("programmes", READ, "login"),
    Row("programme", READ, "programme"),
    Row("prepare_release", FORM, "programme"),
    Row("funder_answer", FORM, "programme", kwargs=(("recommendation", "F1.1"),)),
    Row("release", READ, "release"),
    Row("release_laender", READ, "release"),
    Row("release_sizes", READ, "release"),
    Row("release_comparison", READ, "release"),
    Row("release_recommendation", READ, "release", kwargs=(("recommendation", "F1.1"),)),
    # The files of a release
    Row("release_pdf", READ, "release"),
    Row("release_xlsx", READ, "release"),
    Row("release_csv", READ, "release"),
    Row("release_json", READ, "release"),
    Row("release_open_data", READ, "release"),
    Row("release_dcat", READ, "release"),
    Row("release_schema", READ, "public"),
    # The account and the team of a municipality
    Row("account", READ, "login"),
    Row("account_data", READ, "login"),
    Row("account_data_json", READ, "login"),
    Row("delete_account", FORM, "login"),
    Row("claim_municipality", FORM, "login"),
    Row("claims", FORM, "staff"),
    Row("invitation", FORM, "invitation"),
    Row("team", READ, "tenant"),
    Row("team_history", READ, "tenant"),
    Row("leave_team", FORM, "tenant", write=Right.READ),
    Row("invite_member", FORM, "tenant", read=Right.LEAD, write=Right.LEAD),
    Row("edit_member", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("membership_id", None),)),
    Row("remove_member", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("membership_id", None),)),
    Row("invitation_link", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("invitation_id", None),)),
    Row("revoke_invitation", POST, "tenant", write=Right.LEAD, kwargs=(("invitation_id", None),)),
    Row("anonymize", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("user_id", None),)),
)
NOT_FOUND = {
    "metrics",
    "login_link",
    "account_confirm_email",
    "account_reset_password_from_key",
    "open_invitation",
    "open_link",
    "open_respondent_link",
    "openid_connect_callback",
    "openid_connect_login",
}
"""Public addresses that answer a stranger with 404, for the secret in them is unknown."""

PUBLIC = [row for row in ROWS if row.gate == "public"]
GUARDED = [row for row in ROWS if row.gate not in {"public", "login"}]
CHECK = [row for row in ROWS if row.gate == "check"]
BY_LINK = [row for row in CHECK if row.link]
OF_TEAM = [row for row in ROWS if row.gate in {"check", "tenant", "project"} and not row.only_link]
LOGIN = [row for row in ROWS if row.gate == "login"]
RESPONDENT = [row for row in ROWS if row.gate == "respondent"]
STAFF = [row for row in ROWS if row.gate == "staff"]
INVITATION = [row for row in ROWS if row.gate == "invitation"]
FUNDER = [row for row in ROWS if row.gate in {"programme", "release"}]
