using System.Net.Sockets;
using ActorSync.Engine.Journal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorSync.Engine.Tests.Journal;

public sealed class JournalFaultTests
{
    [Theory]
    [InlineData(5, 5, nameof(JournalFaultKind.Passing))] // Busy.
    [InlineData(6, 6, nameof(JournalFaultKind.Passing))] // Locked.
    [InlineData(13, 13, nameof(JournalFaultKind.Passing))] // Full.
    [InlineData(10, 778, nameof(JournalFaultKind.Passing))] // A write.
    [InlineData(10, 1034, nameof(JournalFaultKind.Passing))] // An fsync.
    [InlineData(10, 266, nameof(JournalFaultKind.Lasting))] // A read.
    [InlineData(19, 2067, nameof(JournalFaultKind.Taken))] // A unique row.
    [InlineData(19, 1299, nameof(JournalFaultKind.Lasting))] // A missing value.
    [InlineData(8, 8, nameof(JournalFaultKind.Lasting))] // Read-only.
    [InlineData(14, 14, nameof(JournalFaultKind.Lasting))] // Cannot be opened.
    [InlineData(1, 1, nameof(JournalFaultKind.Lasting))] // A missing table.
    [InlineData(11, 11, nameof(JournalFaultKind.Damaged))]
    [InlineData(26, 26, nameof(JournalFaultKind.Damaged))]
    public void An_error_of_sqlite_passes_or_does_not(int code, int extended, string kind) =>
        Assert.Equal(kind, JournalFault.Of(new SqliteException("it", code, extended)).Kind.ToString());

    [Theory]
    [InlineData("57P01", nameof(JournalFaultKind.Passing))] // The server stops.
    [InlineData("57P03", nameof(JournalFaultKind.Passing))] // The server starts.
    [InlineData("53100", nameof(JournalFaultKind.Passing))] // Its disk is full.
    [InlineData("53300", nameof(JournalFaultKind.Passing))] // Too many clients.
    [InlineData("08006", nameof(JournalFaultKind.Passing))] // The connection failed.
    [InlineData("40001", nameof(JournalFaultKind.Passing))]
    [InlineData("57014", nameof(JournalFaultKind.Passing))] // A time-out.
    [InlineData("23505", nameof(JournalFaultKind.Taken))]
    [InlineData("25006", nameof(JournalFaultKind.Passing))] // Read-only: a standby, until it is made the first.
    [InlineData("25P03", nameof(JournalFaultKind.Passing))] // This process stood still in a transaction.
    [InlineData("28P01", nameof(JournalFaultKind.Lasting))] // A wrong password.
    [InlineData("42P01", nameof(JournalFaultKind.Lasting))] // A missing table.
    [InlineData("XX001", nameof(JournalFaultKind.Damaged))]
    public void An_error_of_postgresql_passes_or_does_not(string state, string kind) =>
        Assert.Equal(kind, JournalFault.Of(new PostgresException("it", "FATAL", "FATAL", state)).Kind.ToString());

    [Fact]
    public void A_connection_that_breaks_or_does_not_answer_may_come_back()
    {
        Assert.Equal("the PostgreSQL server cannot be reached", JournalFault.Of(new NpgsqlException("it", new SocketException((int)SocketError.ConnectionRefused))).Reason);
        Assert.Equal("the PostgreSQL server cannot be reached", JournalFault.Of(new NpgsqlException("it", new EndOfStreamException())).Reason);
        Assert.Equal("the PostgreSQL server does not answer in time", JournalFault.Of(new NpgsqlException("it", new TimeoutException())).Reason);
    }

    [Fact]
    public void A_vain_roll_back_does_not_hide_the_fault_that_it_was_for()
    {
        var rollBack = new SqliteException("no transaction is active", 1, 1);

        var fault = JournalFault.Of(new AggregateException(rollBack, new SqliteException("database or disk is full", 13, 13)));

        Assert.True(fault.MayPass);
        Assert.Equal("the journal's disk is full", fault.Reason);
    }

    [Fact]
    public void A_payload_that_a_newer_version_wrote_is_not_to_be_restored()
    {
        var newer = JournalFault.Of(new InvalidOperationException("it", new UnreadablePayloadException("Use that one.") { IsOfNewerVersion = true }));
        var torn = JournalFault.Of(new UnreadablePayloadException("Its checksum does not match."));

        Assert.Equal((JournalFaultKind.Damaged, "Use that one."), (newer.Kind, newer.Told));
        Assert.Equal($"Its checksum does not match. {JournalFault.RemedyOfDamage}", torn.Told);
    }
}
