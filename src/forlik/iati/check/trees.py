"""Parsing: no entity is expanded, no definition is loaded, no address is asked."""

from dataclasses import dataclass
from typing import Any

from lxml import etree


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the parser says is wrong.

    Args:
        line: Line in what was parsed, from 1.
        column: Column, from 1.
        message: The parser's own words.
        prefix: Whether it is only a prefix that nothing declares.
    """

    line: int
    column: int
    message: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """What parsing gave.

    Args:
        root: Root element; ``None`` when the text is not XML.
        troubles: What is wrong: one when there is no root; undeclared prefixes when there is.
    """

    root: Any
    troubles: tuple[Trouble, ...] = ()


def parsed(text: bytes) -> Tree:
    """Parse a text; one whose only fault is an undeclared prefix is still read, the prefix as part of the name.

    Args:
        text: A whole document, with its declaration.
    """
    parser = _parser(recover=False)
    try:
        return Tree(etree.fromstring(text, parser))
    except etree.XMLSyntaxError as error:
        entries = list(parser.error_log)
        troubles = [_trouble(entry) for entry in entries if entry.level_name != "WARNING"]
        if troubles and all(one.prefix for one in troubles):
            return Tree(etree.fromstring(text, _parser(recover=True)), tuple(troubles))
        grave = [one for one in troubles if not one.prefix]
        line, column = error.position
        return Tree(None, (grave[0] if grave else Trouble(line or 1, column or 1, str(error.msg)),))
    except ValueError as error:
        return Tree(None, (Trouble(1, 1, str(error)),))


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _trouble(entry: Any) -> Trouble:
    return Trouble(entry.line, entry.column, entry.message, prefix=entry.domain_name == "NAMESPACE")
