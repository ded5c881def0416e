package io.memberlist.sample;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Calls other applications of the cluster by the names of their services. */
@RestController
class CallController {

  private static final String TEXT = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8";

  private final RestClient client;

  CallController(RestClient.Builder loadBalanced) {
    client = loadBalanced.build();
  }

  /** Asks an instance of the service who it is; the next call asks the next instance. */
  @GetMapping(path = "/call/{service}", produces = TEXT)
  ResponseEntity<String> call(@PathVariable String service) {
    var name = client.get().uri("http://{service}/whoami", service).retrieve().body(String.class);
    return ResponseEntity.ok(name);
  }

  /** No member offers the service; the message names it. */
  @ExceptionHandler
  ResponseEntity<String> unknown(IllegalStateException e) {
    return answer(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
  }

  /** An instance was called and did not answer as it should. */
  @ExceptionHandler
  ResponseEntity<String> failed(RestClientException e) {
    return answer(HttpStatus.BAD_GATEWAY, String.valueOf(e.getMessage()));
  }

  private static ResponseEntity<String> answer(HttpStatus status, String text) {
    return ResponseEntity.status(status).contentType(MediaType.parseMediaType(TEXT)).body(text);
  }
}
