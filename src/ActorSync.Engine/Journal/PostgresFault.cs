using System.Net.Sockets;
using Npgsql;

namespace ActorSync.Engine.Journal;

/// <summary>What an error of the PostgreSQL journal means.</summary>
internal static class PostgresFault
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, and insufficient resources such as a full disk or too many clients.
    private static readonly string[] PassingClasses = ["08", "53"];

    // Npgsql has no name for it.
    private const string IdleInTransactionSessionTimeout = "25P03";

    // A lost race, a lock that was not to be had, a time-out, be it of a transaction in which this process stood still, the server's end and its start, and a
    // server that takes nothing in before it is the first of its kind.
    private static readonly string[] Passing =
    [
        PostgresErrorCodes.SerializationFailure,
        PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.LockNotAvailable,
        PostgresErrorCodes.QueryCanceled,
        PostgresErrorCodes.AdminShutdown,
        PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow,
        IdleInTransactionSessionTimeout,
        PostgresErrorCodes.IdleSessionTimeout,
        PostgresErrorCodes.ReadOnlySqlTransaction,
        PostgresErrorCodes.IoError,
    ];

    private static readonly string[] Damaged = [PostgresErrorCodes.DataCorrupted, PostgresErrorCodes.IndexCorrupted];

    /// <summary>Reads an error.</summary>
    public static JournalFault Read(NpgsqlException cause) => cause switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => new(JournalFaultKind.Taken, "a row stands in the journal already"),
        PostgresException told when Damaged.Contains(told.SqlState) => new(JournalFaultKind.Damaged, told.MessageText),
        PostgresException told when Passing.Contains(told.SqlState) || PassingClasses.Contains(told.SqlState[..2]) =>
            new(JournalFaultKind.Passing, $"the PostgreSQL server says \"{told.MessageText}\""),
        PostgresException told => new(JournalFaultKind.Lasting, told.MessageText),
        { InnerException: TimeoutException } => new(JournalFaultKind.Passing, "the PostgreSQL server does not answer in time"),
        { InnerException: SocketException or IOException } => new(JournalFaultKind.Passing, "the PostgreSQL server cannot be reached"),
        { IsTransient: true } => new(JournalFaultKind.Passing, "the PostgreSQL server cannot be reached"),
        _ => new(JournalFaultKind.Lasting, cause.Message),
    };
}
