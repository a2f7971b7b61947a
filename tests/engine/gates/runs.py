"""Every optimizer that can train a unit or a network, with and without what may be around it."""

from __future__ import annotations

from app.engine.experiment import Edit, Run, Schedule, Treatment
from app.engine.optimizers import OPTIMIZERS

RATES = {"SGD": 0.5, "Adadelta": 1.0, "LBFGS": 0.5, "Adagrad": 0.2}
TRAINERS = tuple(Run(each.name, (("lr", RATES.get(each.name, 0.05)),)) for each in OPTIMIZERS if each.form != "matrix")
SGD, ADAM = TRAINERS[0], next(each for each in TRAINERS if each.optimizer == "Adam")
ONE_ROW = Treatment(batch=1)
AROUND = (
    Run("SGD", (("lr", 0.5), ("momentum", 0.9)), treatment=ONE_ROW),
    Run("Adam", (("lr", 0.05),), treatment=Treatment(batch=3, noise=0.1, clip=0.5)),
    Run("SGD", (("lr", 0.5), ("weight_decay", 0.01)), treatment=Treatment(noise=0.2, clip_value=0.1)),
    Run("LBFGS", (("lr", 0.5), ("max_iter", 4)), treatment=Treatment(clip=0.2)),
    Run("SGD", (("lr", 0.5),), Schedule("CosineAnnealingLR", (("T_max", 20),)), edits=(Edit(7, (("momentum", 0.9),)),)),
    Run("SGD", (("lr", 0.5),), Schedule("ReduceLROnPlateau", (("patience", 2),)), ONE_ROW),
)
