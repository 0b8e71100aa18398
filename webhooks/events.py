"""What a webhook may hear of: Roark's names, and those of them that Parley tells (contract 1.16).

A name of the API, like CHAT_ANALYSIS_COMPLETED, is chat.analysis.completed in a delivery.
"""

TOLD = {
    "CALL_ANALYSIS_COMPLETED": "A call has its title and summary, for the first time or anew",
    "CHAT_ANALYSIS_COMPLETED": "A chat has its title and summary, for the first time or anew",
}
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
