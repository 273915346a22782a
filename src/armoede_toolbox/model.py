"""The base of every Pydantic model: strict, frozen, and spelled in Dutch on the outside."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from armoede_toolbox.text import clean
from armoede_toolbox.vocabulary import dutch


class Model(BaseModel):
    """A frozen model whose file keys are the Dutch names of ``vocabulary``. Unknown keys are errors."""

    model_config = ConfigDict(
        alias_generator=dutch,
        validate_by_name=True,
        extra="forbid",
        frozen=True,
        serialize_by_alias=True,
        defer_build=True,
    )

    @classmethod
    def from_file(cls, data: object) -> Self:
        """The one strict door for data from files: Dutch keys only. Raises ``pydantic.ValidationError``."""
        return cls.model_validate(data, by_alias=True, by_name=False)

    def to_file(self) -> dict[str, Any]:
        """The plain data of the file: Dutch keys, nothing that was left at its default."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


Words = Annotated[str, AfterValidator(clean), StringConstraints(min_length=1)]
"""A piece of text that may not be empty."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An identifier: small letters, digits and hyphens."""
