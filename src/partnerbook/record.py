"""Small classes of plain data: declared like dataclasses, and some thirty times quicker to import.

A program that starts in half a second cannot spend a fifth of it on writing methods: ``@dataclass(frozen=True,
slots=True)`` compiles six for each class, and there are more than a hundred. Here comparing, hashing and
showing are shared by all records, and the one method that is written for a class, ``__init__``, is compiled
when the first of them is made.

Records have slots, compare by type and value, and are frozen unless it is said otherwise. Annotations have to
be text (``from __future__ import annotations``), as they are everywhere here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")
_FIELDS: Final = "__record_fields__"
_DEFAULTS: Final = "__record_defaults__"
_VALUES: Final = "__record_values__"
_UNSET: Final = object()
_LEFT_OUT: Final = ("__dict__", "__weakref__")


class _Fresh:
    """The default of a field that is made anew for each record."""

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def fresh(*, default_factory: Callable[[], Any]) -> Any:
    """Declare a field whose default is made anew for each record: a list, a dictionary."""
    return _Fresh(default_factory)


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(
    *, kw_only: bool = False, frozen: bool = True, eq: bool = True
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(fresh,))
def record(
    cls: type[T] | None = None, /, *, kw_only: bool = False, frozen: bool = True, eq: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class of plain data out of its annotations.

    Args:
        cls: the class.
        kw_only: its fields are given by name alone.
        frozen: they cannot be set afterwards, and records have a hash.
        eq: records are compared by value; otherwise each is only equal to itself.
    """

    def make(cls: type[T]) -> type[T]:
        return _made(cls, kw_only=kw_only, frozen=frozen, eq=eq)

    return make if cls is None else make(cls)


def names_of(cls: type) -> tuple[str, ...]:
    """The names of a record's fields, in the order of their declaration."""
    return cast("tuple[str, ...]", getattr(cls, _FIELDS))


def replace(made: T, **changes: Any) -> T:
    """The same record with other values for some fields."""
    held = {name: getattr(made, name) for name in names_of(type(made))}
    return type(made)(**{**held, **changes})


def _made(cls: type[T], *, kw_only: bool, frozen: bool, eq: bool) -> type[T]:
    own = tuple(_declared(cls))
    defaults = {name: cls.__dict__[name] for name in own if name in cls.__dict__}
    body = {name: value for name, value in cls.__dict__.items() if name not in (*_LEFT_OUT, *own)}
    fields = (*getattr(cls, _FIELDS, ()), *own)
    body |= {
        "__slots__": (*own, *_room_for_cached(cls, body)),
        "__qualname__": cls.__qualname__,
        _FIELDS: fields,
        _DEFAULTS: {**getattr(cls, _DEFAULTS, {}), **defaults},
        _VALUES: attrgetter(*fields) if fields else _nothing,
    }
    body.setdefault("__repr__", _repr)
    if eq:
        body.setdefault("__eq__", _eq)
        body.setdefault("__hash__", _hash if frozen else None)
    if frozen:
        body |= {"__setattr__": _refuse, "__delattr__": _refuse}
    meta: Any = type(cls)
    made: type[T] = meta(cls.__name__, cls.__bases__, body)
    _write_init_when_needed(made, kw_only)
    return made


def _declared(cls: type) -> Iterator[str]:
    for name, annotation in cls.__annotations__.items():
        if not annotation.startswith("ClassVar"):
            yield name


def _room_for_cached(cls: type, body: Mapping[str, Any]) -> tuple[str, ...]:
    """A dictionary, where a property is kept in one and no base brings it."""
    keeps = any(isinstance(value, cached_property) for value in body.values())
    return ("__dict__",) if keeps and not any(base.__dictoffset__ for base in cls.__bases__) else ()


def _write_init_when_needed(cls: type, kw_only: bool) -> None:
    def first(self: Any, *values: Any, **named: Any) -> None:
        cls.__init__ = _init_of(cls, kw_only)  # type: ignore[misc]
        cls.__init__(self, *values, **named)  # type: ignore[misc]

    cls.__init__ = first  # type: ignore[misc]


def _init_of(cls: type, kw_only: bool) -> Callable[..., None]:
    """``__init__`` as a person would write it; slots are set by their descriptors, past `_refuse`."""
    defaults: Mapping[str, Any] = getattr(cls, _DEFAULTS)
    known: dict[str, Any] = {"_UNSET": _UNSET}
    parameters, lines = ["self", *(["*"] if kw_only else [])], []
    for name in names_of(cls):
        known[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if name not in defaults:
            parameters.append(name)
        elif isinstance(defaults[name], _Fresh):
            known[f"_default_{name}"] = defaults[name].factory
            parameters.append(f"{name}=_UNSET")
            value = f"_default_{name}() if {name} is _UNSET else {name}"
        else:
            known[f"_default_{name}"] = defaults[name]
            parameters.append(f"{name}=_default_{name}")
        lines.append(f"    _set_{name}(self, {value})")
    lines.append("    self.__post_init__()" if hasattr(cls, "__post_init__") else "    return None")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), known)
    return cast("Callable[..., None]", known["__init__"])


def _nothing(_: object) -> tuple[()]:
    return ()


def _eq(self: Any, other: object) -> Any:
    if self is other:
        return True
    if type(self) is not type(other):
        return NotImplemented
    values: Callable[[object], Any] = getattr(type(self), _VALUES)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash((type(self), getattr(type(self), _VALUES)(self)))


def _repr(self: Any) -> str:
    facts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names_of(type(self)))
    return f"{type(self).__qualname__}({facts})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be changed")
