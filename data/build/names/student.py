"""The student, as it is trained (PyTorch) and as it ships: hashed tables and a convolutional network.

Each layer is a convolution over three characters that far apart, its batch norm, a rectifier, added
to what came in. The norms are folded into the convolutions when it is shipped.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from data.build.names.widths import HIDDEN, WIDTHS
from policytext.language.nametagger.features import KINDS, WORDS
from policytext.language.nametagger.network import SPREADS
from policytext.language.nametagger.spans import STATES

CHANNELS = 192
DROPPED = 0.2  # share of a layer's channels that it does not see while it learns
UNSEEN = 0.04  # of characters of which no table is seen
UNCUT = 0.1  # of characters of which words and tags are not: words may be cut wrongly
STRETCH = 5  # so many such characters stand together


class Student(nn.Module):
    """States of characters (batch, characters, states) as logits."""

    def __init__(self, characters: int, channels: int = CHANNELS) -> None:
        super().__init__()
        sizes = (characters, WORDS, KINDS)
        self.tables = nn.ModuleList(
            nn.Embedding(size, width) for size, width in zip(sizes, WIDTHS.values(), strict=True)
        )
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        self.enter = nn.Linear(sum(WIDTHS.values()), channels)
        self.layers = nn.ModuleList(
            nn.Conv1d(channels, channels, 3, padding=spread, dilation=spread, bias=False)
            for spread in SPREADS
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(channels) for _ in SPREADS)
        self.drop = nn.Dropout(DROPPED)
        self.out = nn.Linear(channels, len(STATES))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids` (3, batch, characters); `mask` (batch, characters) is 1 where there is a character."""
        parts = [table(rows) for table, rows in zip(self.tables, ids, strict=True)]
        if self.training:  # no table may be relied on alone
            parts = [part * keep[..., None] for part, keep in zip(parts, self._kept(mask), strict=True)]
        x = functional.relu(self.enter(torch.cat(parts, -1)))
        x = (x * mask[..., None]).transpose(1, 2)
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = x + functional.relu(norm(layer(self.drop(x)))) * mask[:, None]
        return self.out(self.drop(x).transpose(1, 2))

    def _kept(self, mask: Tensor) -> list[Tensor]:
        """Of which characters each table is seen."""

        def chance(share: float) -> Tensor:
            return torch.rand(mask.shape, device=mask.device) < share

        begun = chance(UNCUT / STRETCH).float()[:, None]
        uncut = functional.max_pool1d(begun, STRETCH, 1, STRETCH // 2)[:, 0] > 0
        unseen = chance(UNSEEN)
        hidden = {name: unseen | chance(share) for name, share in HIDDEN.items()}
        return [~(one | uncut if name != "characters" else one) for name, one in hidden.items()]


def shipped(student: Student) -> dict[str, np.ndarray]:
    """Tables in eight bits, the scales of their columns in `enter`, norms folded into the layers."""
    arrays: dict[str, np.ndarray] = {}
    scales = []
    for name, table in zip(WIDTHS, student.tables, strict=True):
        weight = table.weight.detach().float().cpu().numpy()
        scale = np.maximum(np.percentile(np.abs(weight), 99.95, axis=0), 1e-6) / 127
        arrays[name] = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
        scales.append(scale)
    enter = student.enter.weight.detach().float().cpu().numpy() * np.concatenate(scales)
    arrays["enter"] = enter.T.astype(np.float32)
    arrays["enter_bias"] = student.enter.bias.detach().float().cpu().numpy()
    weights, biases = [], []
    for layer, norm in zip(student.layers, student.norms, strict=True):
        gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights.append((layer.weight * gain[:, None, None]).detach().float().cpu().numpy())
        biases.append((norm.bias - norm.running_mean * gain).detach().float().cpu().numpy())
    stacked = np.stack(weights).transpose(0, 3, 2, 1)  # layer, place, in, out
    arrays["layers"] = stacked.astype(np.float16)
    arrays["biases"] = np.stack(biases).astype(np.float32)
    arrays["out"] = student.out.weight.detach().float().cpu().numpy().T.astype(np.float32)
    arrays["out_bias"] = student.out.bias.detach().float().cpu().numpy()
    return arrays
