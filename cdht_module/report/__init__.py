from . import decision_paper
