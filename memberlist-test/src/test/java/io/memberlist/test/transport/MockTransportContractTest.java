package io.memberlist.test.transport;

import io.memberlist.transport.MockNetwork;
import io.memberlist.transport.TransportFactory;

class MockTransportContractTest extends TransportContract {

  @Override
  protected TransportFactory factory() {
    return new MockNetwork().factory();
  }
}
