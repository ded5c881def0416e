package io.memberlist.conformance;

/** A test that is named after at least one ID. */
record TestMethod(String module, String className, String method, Mode mode, Ids.Named named) {

  @Override
  public String toString() {
    return className + "." + method;
  }
}
