"""Every model is listed as one whose rows change or one whose rows stay as they are."""

from django.apps import apps
from django.core.management import call_command

from tests.architecture.code import PACKAGES

MUTABLE = {
    "dashboards.Digest",  # `ended_at` and `nothing_new` only
    "dashboards.DigestChoice",
    "dashboards.DigestMessage",  # `outcome` only
    "indicators.RunPart",
    "accounts.User",
    "cards.CardItem",  # while its version is a draft
    "cards.CardVersion",
    "cards.ChangeReason",  # while its version is a draft
    "cards.Domain",
    "cards.Eligibility",  # while its version is a draft
    "cards.Scorecard",
    "dashboards.Bookmark",
    "dashboards.PracticeList",
    "indicators.Baseline",  # `undone_at` and `undone_by` only
    "indicators.Collection",
    "indicators.CollectionItem",
    "indicators.AskedPractice",  # until the collection opens
    "indicators.Figure",  # `replaced_at` and `counts` only
    "indicators.Evidence",  # its content may be removed
    "indicators.DraftReturn",
    "indicators.DraftValue",
    "indicators.VerificationWindow",
    "indicators.Indicator",
    "indicators.Objective",  # `ends_on` only
    "indicators.Period",
    "indicators.ReceivedFile",  # what its check found
    "indicators.UrgentLimit",  # `ended_at` and `ended_by` only
    "indicators.UrgentReader",  # the same
    "indicators.Run",  # `pruned_at` only
    "jobs.Job",
    "jobs.Material",  # what a part needs, then what it made
    "jobs.WorkerSeen",
    "publication.Feedback",  # its text may be taken out
    "publication.FeedbackSender",  # gone after an hour
    "publication.LetterDelivery",  # its state, until it is sent
    "publication.LetterFile",  # made anew after the next step
    "publication.Stamp",  # counted up by triggers alone
    "practices.Atypical",  # `ends_on` only
    "practices.Commissioner",
    "practices.CommissionerLink",
    "practices.GroupMembership",  # `ends_on` only
    "practices.ListSize",
    "practices.Membership",
    "practices.Network",
    "practices.NetworkLink",
    "practices.Practice",
    "practices.PracticeGroup",  # its name and reason
}

# Written once: what has been decided, sent, worked out or published.
IMMUTABLE = {
    "audit.AuditEvent",
    "cards.Answer",
    "dashboards.BoardNaming",
    "cards.CardRun",
    "cards.Comment",
    "cards.Consultation",
    "cards.PracticeAround",  # gone with the results when a run is pruned
    "cards.RunAround",  # the same
    "cards.Score",  # gone with the results when a run is pruned
    "cards.SignOff",
    "cards.StatusRow",
    "publication.CommentDecision",
    "publication.CommentRemoval",
    "publication.Edition",
    "publication.EditionBeside",
    "publication.EditionFigure",
    "publication.EditionIndicator",
    "publication.EditionPractice",
    "publication.EditionScore",
    "publication.EditionSimilar",
    "publication.EditionStep",
    "publication.FirstLook",
    "publication.PracticeComment",
    "publication.PreviewNotice",
    "publication.FeedbackAnswer",
    "publication.PublicationRules",
    "publication.Release",
    "dashboards.CaseStudy",
    "dashboards.CaseStudyStep",
    "dashboards.PreparedColumn",  # the same as PreparedRow
    "dashboards.PreparedMoves",  # the same; written anew when either of its runs is superseded
    "dashboards.PreparedRow",  # results once more, for pages; gone when another run is newest
    "dashboards.PreparedRun",  # the same
    "indicators.AreaChoice",
    "indicators.Assessment",
    "indicators.BenchmarkValue",
    "indicators.DataReturn",
    "indicators.Definition",
    "indicators.Query",
    "indicators.CollectionLock",
    "indicators.ComplianceCheck",
    "indicators.ComplianceFinding",
    "indicators.ComplianceSample",
    "indicators.Extension",
    "indicators.FigureRemark",
    "indicators.Notice",
    "indicators.ReturnDecision",
    "indicators.SourceAgreement",
    "indicators.SourceProfile",
    "indicators.Verification",
    "indicators.UrgentNotice",
    "indicators.UrgentSignal",
    "indicators.UrgentStep",
    "indicators.WindowNotice",
    "indicators.QueryDecision",
    "indicators.PartInputs",  # gone when the part is pruned
    "indicators.Result",
    "indicators.Certainty",
    "indicators.RunDefinition",
    "practices.GroupSet",
}


def test_every_model_is_listed():
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
    }
    assert ours == MUTABLE | IMMUTABLE


def test_no_model_is_in_both_lists():
    assert not MUTABLE & IMMUTABLE


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
