"""What briefs tell of options: how one is called, and where a record of its file is found again."""

from urllib.parse import quote

from forlik.briefs.telling import Telling
from forlik.register.option import Option


class Considering(Telling):
    """What a brief tells of what stands in the file of an option, which ``file`` names."""

    def in_register(self, record: str, day: str) -> str:
        """Where the register shows a record: judgements on the page of the option, all else as of every record."""
        if self.file and self.dossier.concept(record) == "assessment":
            return f"/register/decide/{quote(self.file)}?of={record}&as_of={day}"
        engagement = getattr(self.dossier[record], "engagement", None)
        if engagement and self.dossier.concept(record) != "engagement":
            return f"/register/{engagement}/history?of={record}&as_of={day}"
        return super().in_register(record, day)


def option_called(telling: Telling, option: Option) -> str:
    """What an option is called: where, what would be done, in which pillar, and when.

    Args:
        telling: What the brief tells.
        option: The option.
    """
    what = (telling.word("option_modes", option.mode), telling.word("pillars", option.pillar))
    period = str(option).rpartition("/")[2].replace("..", "–")
    return f"{telling.place(option.place)}: {', '.join((*what, period))}"
