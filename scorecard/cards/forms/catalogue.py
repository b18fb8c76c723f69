"""Starting a scorecard: from the catalogue, or from a file."""

from django import forms

from scorecard.ui.forms import PlainForm


class StartForm(PlainForm):
    name = forms.CharField(
        label="Name of your scorecard",
        help_text="You can start from the same one again under another name.",
        max_length=200,
    )


class ImportForm(PlainForm):
    """`name` stands in for the name in the file, which may be taken."""

    file = forms.FileField(
        label="Scorecard file",
        help_text="A .toml file that another commissioner exported, or one of your own.",
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        max_length=None,
    )
    name = forms.CharField(
        label="Name of your scorecard",
        help_text="Leave it empty to take the name in the file.",
        max_length=200,
        required=False,
    )
