package io.memberlist.test.transport;

import io.memberlist.transport.NetTransport;
import io.memberlist.transport.TransportFactory;

class NetTransportContractTest extends TransportContract {

  @Override
  protected TransportFactory factory() {
    return NetTransport.factory();
  }
}
