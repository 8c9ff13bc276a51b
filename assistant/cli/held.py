"""What the commands work with: the notices (also those of POLICIES_DIR) and the flows; mistakes in them end the command."""

from collections.abc import Mapping

import click

from assistant.interview.flows import Flow, shipped_flows
from assistant.policies import Policies, PolicyError, held_policies
from assistant.settings import SettingsError, policies_dir


def policies() -> Policies:
    """The notices held. Raises click.ClickException naming every mistake in their files."""
    try:
        return held_policies(policies_dir())
    except (PolicyError, SettingsError) as error:
        raise click.ClickException(str(error)) from error


def held_flows() -> Mapping[str, Flow]:
    """The flows that ship with the project. Raises click.ClickException naming every mistake in their files."""
    try:
        return shipped_flows()
    except PolicyError as error:
        raise click.ClickException(str(error)) from error
