"""A second opinion by a language model: asked in a strict form, believed only where it quotes word for word."""

from greenroom.scoring.second_opinion.language_model import LanguageModel
from greenroom.scoring.second_opinion.standin import ModelServer

__all__ = ["LanguageModel", "ModelServer"]
