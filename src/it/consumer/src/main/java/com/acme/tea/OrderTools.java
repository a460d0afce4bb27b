package com.acme.tea;

import dev.runnel.tool.FunctionTool;
import dev.runnel.tool.Param;
import java.util.List;
import java.util.Optional;

/** Takes records within records, and returns some. */
public class OrderTools {

    public enum Size {
        SMALL, LARGE
    }

    public record Address(String street, int houseNumber) {
    }

    public record Customer(@Param("The name on the cup.") String fullName, Address address) {
    }

    public record Line(String product, int quantity, Size size) {
    }

    public record Order(Customer customer, List<Line> lines, Optional<String> note) {
    }

    public record Receipt(String paidBy, Address deliverTo, int cupCount, List<Line> boughtLines,
            Optional<String> note) {
    }

    @FunctionTool("Takes an order.")
    Receipt placeOrder(@Param("Who wants what.") Order order) {
        int cups = order.lines().stream().mapToInt(Line::quantity).sum();
        return new Receipt(order.customer().fullName(), order.customer().address(), cups, order.lines(),
                order.note());
    }
}
