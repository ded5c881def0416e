package io.memberlist.cli.table;

import java.io.IOException;
import java.util.List;

/** Where a member table comes from. */
interface Source {

  /** The table as it is now. */
  List<Row> read() throws IOException;
}
