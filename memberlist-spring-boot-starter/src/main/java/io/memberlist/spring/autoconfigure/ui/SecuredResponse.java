package io.memberlist.spring.autoconfigure.ui;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A response with the headers of the page, and with its own idea of caching instead of the
 * framework's, whose responses are read-only.
 */
final class SecuredResponse implements ServerResponse {

  private final ServerResponse response;
  private final String cacheControl;

  SecuredResponse(ServerResponse response, String cacheControl) {
    this.response = response;
    this.cacheControl = cacheControl;
  }

  @Override
  public HttpStatusCode statusCode() {
    return response.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return response.headers();
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return response.cookies();
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse target, Context context)
      throws ServletException, IOException {
    UiPaths.HEADERS.forEach(target::setHeader);
    target.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    return response.writeTo(request, new OwnCaching(target), context);
  }

  private static final class OwnCaching extends HttpServletResponseWrapper {
    OwnCaching(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void addHeader(String name, String value) {
      if (!name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
        super.addHeader(name, value);
      }
    }

    @Override
    public void setHeader(String name, String value) {
      if (!name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
        super.setHeader(name, value);
      }
    }
  }
}
