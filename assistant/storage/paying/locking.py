"""One lock for each campaign, held to the end of a transaction: who decides on money waits for who pays it out."""

from sqlalchemy import Connection, update

from assistant.storage.tables import campaigns


def lock_campaign(connection: Connection, campaign: int) -> None:
    """Keep others who lock this campaign waiting until the transaction ends; what is read afterwards is the newest.

    A change that changes nothing, and not SELECT … FOR UPDATE, since SQLite knows only writers: there it makes the
    transaction one from its start, so that it can never be refused for having read an older state.
    """
    connection.execute(update(campaigns).where(campaigns.c.id == campaign).values(state=campaigns.c.state))
