package io.memberlist.cli.table;

import io.memberlist.Node;
import java.io.IOException;
import java.util.List;

/** Where a member table comes from. */
interface Source {

  /**
   * The table as it is now, in no order.
   *
   * @throws IOException with one sentence that says whom it asked and what helps
   */
  List<Node> read() throws IOException;
}
