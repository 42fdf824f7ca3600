package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadTest {

    @ParameterizedTest
    @CsvSource({"08006, true", "53300, true", "57P01, true", "40001, true", "23505, false", "22001, false"})
    void isToldByTheStateOfTheDatabaseHoweverDeep(String state, boolean transientOne) {
        SQLException sql = new SQLException("said by the database", state);
        assertThat(Overload.isCauseOf(new IllegalStateException(new RuntimeException(sql))))
                .isEqualTo(transientOne);
    }

    @ParameterizedTest
    @CsvSource({"08006, true", "23505, false"})
    void isToldWhenItBrokeTheCommit(String state, boolean transientOne) {
        RollbackException commit = new RollbackException("could not commit");
        XAException resource = new XAException(XAException.XAER_RMERR);
        resource.initCause(new SQLException("said by the database", state));
        commit.addSuppressed(resource);
        assertThat(Overload.isCauseOf(new RuntimeException(commit))).isEqualTo(transientOne);
    }

    @Test
    void anExceptionThatSuppressesItsOwnEffectIsNoRiddle() {
        RuntimeException one = new RuntimeException();
        RuntimeException other = new RuntimeException(one);
        one.addSuppressed(other);
        assertThat(Overload.isCauseOf(other)).isFalse();
    }
}
