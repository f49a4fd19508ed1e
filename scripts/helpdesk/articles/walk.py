"""Changing every inline node of a tree, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from helpdesk.articles.nodes import (
    Admonition,
    BlockNode,
    Blocks,
    CodeSpan,
    Heading,
    Hyperlink,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    Picture,
    Quote,
    Styled,
    Table,
    Text,
)


def map_inlines(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """The Blocks with the inline nodes of every paragraph, heading and cell changed."""
    return tuple(map_block(block, change) for block in blocks)


def map_block(block: BlockNode, change: Callable[[Inlines], Inlines]) -> BlockNode:
    """One Block, changed inside."""
    match block:
        case Paragraph(children=children) | Heading(children=children):
            changed = change(children)
            return block if changed is children else replace(block, children=changed)
        case Quote(children=inner) | Admonition(children=inner):
            return replace(block, children=map_inlines(inner, change))
        case ListBlock(items=items):
            return replace(block, items=tuple(map_inlines(item, change) for item in items))
        case Table(rows=rows):
            return replace(block, rows=tuple(tuple(change(cell) for cell in row) for row in rows))
    return block


def map_targets(
    children: Inlines, link: Callable[[Hyperlink], Hyperlink], picture: Callable[[Picture], Picture]
) -> Inlines:
    """The inline nodes with every link and picture changed, those inside others too."""
    if all(isinstance(child, Text | CodeSpan) for child in children):
        return children
    result: list[Inline] = []
    for child in children:
        match child:
            case Hyperlink(children=inner):
                result.append(replace(link(child), children=map_targets(inner, link, picture)))
            case Styled(children=inner):
                result.append(replace(child, children=map_targets(inner, link, picture)))
            case Picture():
                result.append(picture(child))
            case _:
                result.append(child)
    return tuple(result)


def paragraphs(blocks: Blocks) -> Iterator[Inlines]:
    """The inline nodes of every paragraph, heading and cell, in order."""
    for block in blocks:
        match block:
            case Paragraph(children=children) | Heading(children=children):
                yield children
            case Quote(children=inner) | Admonition(children=inner):
                yield from paragraphs(inner)
            case ListBlock(items=items):
                for item in items:
                    yield from paragraphs(item)
            case Table(rows=rows):
                for row in rows:
                    yield from row
            case _:
                pass
