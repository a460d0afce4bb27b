package com.acme.tea;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.http.BlockingRunContextFactory;
import dev.runnel.http.InvalidRunContextException;
import dev.runnel.http.RunContextRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/** Makes the guest of a request; who says nothing is let in by the name on the card. */
@Singleton
class Guests implements BlockingRunContextFactory {

    private final ObjectMapper mapper;
    private final HttpHeaders headers;

    Guests(ObjectMapper mapper, HttpHeaders headers) {
        this.mapper = mapper;
        this.headers = headers;
    }

    @Override
    public Guest createBlocking(RunContextRequest request) {
        if (request.context().isEmpty()) {
            String card = headers.getHeaderString("X-Card");
            return card == null ? null : new Guest(card, 0);
        }
        Guest guest;
        try {
            guest = mapper.readValue(request.context().get().toString(), Guest.class);
        } catch (JsonProcessingException e) {
            throw new InvalidRunContextException("it must be an object with the text 'name' and the number 'table_number'");
        }
        if (guest == null || guest.tableNumber() < 1 || guest.tableNumber() > 12) {
            throw new InvalidRunContextException("'table_number' must be from 1 to 12");
        }
        return guest;
    }
}
