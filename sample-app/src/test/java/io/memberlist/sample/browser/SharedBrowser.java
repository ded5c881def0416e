package io.memberlist.sample.browser;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One browser for all tests, which take it as a parameter; without one they are skipped. */
final class SharedBrowser implements BeforeEachCallback, ParameterResolver {

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(SharedBrowser.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    browser(context).reset();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }

  /** Ends with the tests: what is in the root's store is closed. */
  private static Browser browser(ExtensionContext context) {
    Browser.require();
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent(Browser.class, type -> Browser.launch(), Browser.class);
  }
}
