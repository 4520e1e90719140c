"""年报核 window: Qt only; shows what core says and owns no data of a report."""
