"""What a file says about a question, as a light object: Pydantic reads and checks it, and is only loaded for that.

A journal and a report need what a kind knows about its values, and no more. They must not wait for Pydantic, which
takes longer to start than they take to be made. So a definition declares its fields as a model does; the model itself
is made of them when a file is read, with the types of ``prompts.types``. A subclass imports those for type checking.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, dataclass_transform, get_type_hints

from armoede_toolbox import vocabulary
from armoede_toolbox.vocabulary import dutch

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from armoede_toolbox.model import Model

_GIVEN: Final = "_given"
_NO_FIELD: Final = "ClassVar"
_KNOWN: Final[dict[str, type[Definition]]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Definition:
    """A frozen piece of a file with Dutch keys. What is made by hand is checked as what is read from a file."""

    fields: ClassVar[tuple[str, ...]] = ()
    """The names of what it holds, those of the base first."""

    def __init_subclass__(cls) -> None:
        said = [pair for base in reversed(cls.__mro__) for pair in get_annotations(base).items()]
        cls.fields = tuple(dict.fromkeys(name for name, words in said if not words.startswith(_NO_FIELD)))
        _KNOWN[cls.__name__] = cls

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(vars(self._checked(model_of(type(self))(**given))))

    @classmethod
    def from_file(cls, data: object) -> Self:
        """The one strict door for data from files: Dutch keys only. Raises ``pydantic.ValidationError``."""
        return cls._checked(model_of(cls).from_file(data))

    @classmethod
    def _checked(cls, model: Model) -> Self:
        made = cls.made({name: getattr(model, name) for name in cls.fields}, model.model_fields_set)
        made.check()
        return made

    @classmethod
    def made(cls, values: Mapping[str, Any], given: Iterable[str]) -> Self:
        """One of values that were checked before; ``given`` names those that were not left at their default."""
        made = cls.__new__(cls)
        made.__dict__.update(values, **{_GIVEN: frozenset(given)})
        return made

    @property
    def given(self) -> frozenset[str]:
        """The fields that were not left at their default."""
        found: frozenset[str] = self.__dict__[_GIVEN]
        return found

    def check(self) -> None:
        """Raise a ``pydantic.ValidationError`` for what no type can tell."""

    def to_file(self) -> dict[str, Any]:
        """The plain data of the file: Dutch keys, nothing that was left at its default."""
        return {dutch(name): _plain(value) for name, value in self._fields().items() if name in self.given}

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with other values, unchecked; named as a model's."""
        return self.made({**self._fields(), **update}, {*self.given, *update})

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != _GIVEN}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Definition) and type(other) is type(self) and other._fields() == self._fields()

    def __hash__(self) -> int:
        return hash((type(self), tuple(self._fields().values())))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._fields().items())})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How a model holds one."""
        from pydantic_core import core_schema

        del source
        return core_schema.no_info_wrap_validator_function(
            lambda given, read: given if isinstance(given, cls) else cls._checked(read(given)),
            handler.generate_schema(model_of(cls)),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda one: one.to_file()),
        )


def _plain(value: Any) -> Any:
    match value:
        case Definition():
            return value.to_file()
        case Enum():
            return value.value
        case list() | tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case _:
            return value


# --- the model --------------------------------------------------------------------------------------------------------


_MODELS: Final[dict[type[Definition], type[Model]]] = {}


def model_of(cls: type[Definition]) -> type[Model]:
    """The Pydantic model of a definition."""
    if cls not in _MODELS:
        _MODELS[cls] = _modelled(cls)
    return _MODELS[cls]


def _modelled(cls: type[Definition]) -> type[Model]:
    from pydantic import create_model

    from armoede_toolbox.model import Model
    from armoede_toolbox.prompts import types

    names = {name: value for base in cls.__mro__ for name, value in vars(sys.modules[base.__module__]).items()}
    hints = get_type_hints(cls, {**names, **vars(types)}, include_extras=True)
    fields: dict[str, Any] = {name: (hints[name], getattr(cls, name, ...)) for name in cls.fields}
    return create_model(cls.__name__, __base__=Model, __doc__=cls.__doc__, **fields)


# --- kept for later ---------------------------------------------------------------------------------------------------


def packed(value: Any) -> Any:
    """A definition or a value of a field as JSON: what it is, and what it holds. A reader need not check it again."""
    match value:
        case Definition():
            given = {name: packed(getattr(value, name)) for name in sorted(value.given)}
            return ["definition", type(value).__name__, given]
        case Enum():
            return ["enum", type(value).__name__, value.value]
        case list() | tuple():
            return [type(value).__name__, *map(packed, value)]
        case Mapping():
            return ["dict", *([key, packed(item)] for key, item in value.items())]
        case _:
            return value


def unpacked(value: Any) -> Any:
    """Read back what ``packed`` made."""
    match value:
        case ["definition", name, given]:
            cls = _KNOWN[name]
            left = {field: getattr(cls, field) for field in cls.fields if field not in given}
            return cls.made(left | {field: unpacked(item) for field, item in given.items()}, given)
        case ["enum", name, word]:
            return getattr(vocabulary, name)(word)
        case ["list", *items]:
            return [unpacked(item) for item in items]
        case ["tuple", *items]:
            return tuple(unpacked(item) for item in items)
        case ["dict", *pairs]:
            return {key: unpacked(item) for key, item in pairs}
        case _:
            return value
