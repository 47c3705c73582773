"""The teacher: multilingual-e5-small fine-tuned to name the state of each character (PyTorch).

The encoder reads pieces; convolutions over characters, which see also each character, its place in
its word and the word's tag, find the borders that a piece hides.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from data.build.names.encoder import dense
from policytext.language.nametagger.spans import STATES

HEADS, LAYERS, HIDDEN = 12, 12, 384


class Layer(nn.Module):
    """A layer of BERT: attention, then a feed-forward part, each followed by its norm."""

    def __init__(self, inner: int = 1536) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, inner), nn.Linear(inner, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.unflatten(-1, (HEADS, -1)).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), mask[:, None, None, :]
        )
        x = self.aln(x + self.drop(self.ao(seen.transpose(1, 2).flatten(2))))
        return self.oln(x + self.drop(self.fo(functional.gelu(self.fi(x)))))


class Teacher(nn.Module):
    """States of characters (batch, characters, states) as logits."""

    def __init__(self, weights: dict[str, np.ndarray], characters: int, tags: int) -> None:
        super().__init__()
        words = dense(weights["emb.word/values"], weights["emb.word/scales"]).reshape(-1, HIDDEN)
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=False)
        self.place = nn.Embedding.from_pretrained(
            torch.from_numpy(weights["emb.pos"].reshape(-1, HIDDEN).copy()), freeze=False
        )
        self.kind = nn.Parameter(torch.from_numpy(weights["emb.type"][:HIDDEN].copy()))
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self._fill(weights)
        self.character = nn.Embedding(characters, 64)
        self.tag = nn.Embedding(tags, 32)
        self.drop = nn.Dropout(0.2)
        self.enter = nn.Linear(HIDDEN + 96, HIDDEN)
        self.turns = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 5, padding=2) for _ in range(3))
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, len(STATES))

    def _fill(self, weights: dict[str, np.ndarray]) -> None:
        def put(target: nn.Parameter, name: str) -> None:
            found = weights.get(name)
            if found is None:
                found = dense(weights[f"{name}/values"], weights[f"{name}/scales"])
            target.data.copy_(torch.from_numpy(found.reshape(target.shape).copy()))

        put(self.norm.weight, "emb.ln.w")
        put(self.norm.bias, "emb.ln.b")
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                part = getattr(layer, name)
                put(part.weight, f"l{number}.{name}.w")
                put(part.bias, f"l{number}.{name}.b")

    def cut(self, layers: int, frozen: int) -> Teacher:
        """The teacher with the first `layers` of the encoder, of which the first `frozen` do not learn."""
        self.layers = self.layers[:layers]
        for part in (self.word, self.place, self.norm, *self.layers[:frozen]) if frozen else ():
            part.requires_grad_(False)
        self.kind.requires_grad_(not frozen)
        return self

    def encoded(self, pieces: Tensor, counts: Tensor) -> Tensor:
        """The encoder's last states (batch, pieces, hidden)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.word(pieces) + self.place(places) + self.kind)
        mask = places[None] < counts[:, None]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(
        self, pieces: Tensor, counts: Tensor, owners: Tensor, characters: Tensor, tags: Tensor, mask: Tensor
    ) -> Tensor:
        return self.states(self.seen(pieces, counts, owners), characters, tags, mask)

    def seen(self, pieces: Tensor, counts: Tensor, owners: Tensor) -> Tensor:
        """The encoder's last state of the piece that each character is in."""
        return torch.gather(self.encoded(pieces, counts), 1, owners[:, :, None].expand(-1, -1, HIDDEN))

    def states(self, x: Tensor, characters: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        x = torch.cat((x, self.character(characters), self.tag(tags)), -1)
        x = functional.gelu(self.enter(self.drop(x))) * mask[..., None]
        for turn, norm in zip(self.turns, self.norms, strict=True):
            turned = turn(self.drop(x).transpose(1, 2)).transpose(1, 2)
            x = norm(x + functional.gelu(turned)) * mask[..., None]
        return self.out(self.drop(x))
