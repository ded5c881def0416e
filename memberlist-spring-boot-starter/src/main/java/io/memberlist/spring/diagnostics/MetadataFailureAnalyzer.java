package io.memberlist.spring.diagnostics;

import io.memberlist.NodeMetadataException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The metadata of the node cannot be announced (F-9). */
final class MetadataFailureAnalyzer extends AbstractFailureAnalyzer<NodeMetadataException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NodeMetadataException cause) {
    var message = String.valueOf(cause.getMessage());
    if (message.startsWith("Tag ")) {
      return new FailureAnalysis(message, "Rename the tag.", cause);
    }
    if (message.startsWith("Both ")) {
      return new FailureAnalysis(message, "Remove one of them.", cause);
    }
    if (message.startsWith("The ")) {
      return new FailureAnalysis(message, "Shorten or remove tags under 'memberlist.tags'.", cause);
    }
    return new FailureAnalysis(
        "The metadata of this node takes %d bytes; at most %d are allowed."
            .formatted(cause.size(), cause.limit()),
        "Return fewer bytes from 'nodeMeta' of the Delegate bean.",
        cause);
  }
}
