from organizations.models.answers import KeptAnswer
from organizations.models.api_key import ApiKey
from organizations.models.generator import GeneratorChoice, TokensUsed
from organizations.models.organization import Organization, Project
from organizations.models.people import Invitation, Membership, Role
from organizations.models.user import User
from organizations.models.work import AuditEvent, Due, Job, JobState

__all__ = [
    "ApiKey",
    "AuditEvent",
    "Due",
    "GeneratorChoice",
    "Invitation",
    "Job",
    "JobState",
    "KeptAnswer",
    "Membership",
    "Organization",
    "Project",
    "Role",
    "TokensUsed",
    "User",
]
