"""What a webhook may hear of: Roark's names, and those of them that Parley tells (contract 1.16).

A name of the API, like CHAT_ANALYSIS_COMPLETED, is chat.analysis.completed in a delivery.
"""

TOLD = {
    "CALL_ANALYSIS_COMPLETED": "A call has its title and summary, for the first time or anew",
    "CALL_ANALYSIS_FAILED": "Nothing could be written of a call; it is tried again in an hour",
    "CALL_ANALYSIS_CANCELLED": "A call was deleted before its title and summary were written",
    "CHAT_ANALYSIS_COMPLETED": "A chat has its title and summary, for the first time or anew",
    "CHAT_ANALYSIS_FAILED": "Nothing could be written of a chat; it is tried again in an hour",
    "METRIC_COLLECTION_JOB_COMPLETED": "Metrics that a program asked for with a change are there",
}
USUAL = ("CALL_ANALYSIS_COMPLETED", "CHAT_ANALYSIS_COMPLETED")  # what most want to hear of

METRICS = "metrics are computed when they are read, which doesn't fail"
EVALUATIONS = "Roark sends it no more, and nor does Parley"
SIMULATIONS = "Parley has no simulations"
ISSUES = "Parley has no issues"
NEVER = {
    "CALL_EVALUATION_COMPLETED": EVALUATIONS,
    "CALL_EVALUATION_FAILED": EVALUATIONS,
    "SIMULATION_RUN_PLAN_JOB_STARTED": SIMULATIONS,
    "SIMULATION_RUN_PLAN_JOB_COMPLETED": SIMULATIONS,
    "SIMULATION_RUN_PLAN_JOB_FAILED": SIMULATIONS,
    "SIMULATION_RUN_PLAN_JOB_CANCELLED": SIMULATIONS,
    "SIMULATION_JOB_STARTED": SIMULATIONS,
    "SIMULATION_JOB_COMPLETED": SIMULATIONS,
    "SIMULATION_JOB_FAILED": SIMULATIONS,
    "SIMULATION_JOB_CANCELLED": SIMULATIONS,
    "METRIC_COLLECTION_JOB_FAILED": METRICS,
    "ISSUE_OPENED": ISSUES,
    "ISSUE_RESOLVED": ISSUES,
}
"""Names that the API takes, and why nothing comes of them."""

TEST = "WEBHOOK_TEST"  # of the page's button; nobody subscribes to it

DOTTED = {
    "CALL_ANALYSIS_COMPLETED": "call.analysis.completed",
    "CALL_ANALYSIS_FAILED": "call.analysis.failed",
    "CALL_ANALYSIS_CANCELLED": "call.analysis.cancelled",
    "CALL_EVALUATION_COMPLETED": "call.evaluation.completed",
    "CALL_EVALUATION_FAILED": "call.evaluation.failed",
    "SIMULATION_RUN_PLAN_JOB_STARTED": "simulation.run_plan_job.started",
    "SIMULATION_RUN_PLAN_JOB_COMPLETED": "simulation.run_plan_job.completed",
    "SIMULATION_RUN_PLAN_JOB_FAILED": "simulation.run_plan_job.failed",
    "SIMULATION_RUN_PLAN_JOB_CANCELLED": "simulation.run_plan_job.cancelled",
    "SIMULATION_JOB_STARTED": "simulation.job.started",
    "SIMULATION_JOB_COMPLETED": "simulation.job.completed",
    "SIMULATION_JOB_FAILED": "simulation.job.failed",
    "SIMULATION_JOB_CANCELLED": "simulation.job.cancelled",
    "METRIC_COLLECTION_JOB_COMPLETED": "metric_collection.job.completed",
    "METRIC_COLLECTION_JOB_FAILED": "metric_collection.job.failed",
    "CHAT_ANALYSIS_COMPLETED": "chat.analysis.completed",
    "CHAT_ANALYSIS_FAILED": "chat.analysis.failed",
    "ISSUE_OPENED": "issue.opened",
    "ISSUE_RESOLVED": "issue.resolved",
    TEST: "webhook.test",
}
NAMES = tuple(name for name in DOTTED if name != TEST)
