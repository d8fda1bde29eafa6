using ActorSync.Core.Runs;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorSync.Engine.Journal;

/// <summary>What a failure of the journal's storage means.</summary>
/// <param name="Kind">What may become of it.</param>
/// <param name="Reason">The same in words, without a full stop and without secrets.</param>
internal sealed record JournalFault(JournalFaultKind Kind, string Reason)
{
    /// <summary>Whether it is worth another try.</summary>
    public bool MayPass => Kind is JournalFaultKind.Passing or JournalFaultKind.Taken;

    /// <summary>What is to be done about a damaged journal.</summary>
    public const string RemedyOfDamage = "Restore it from a backup; without one, keep the state as it is and move it away before a new run, which forgets what ActorSync owns.";

    /// <summary>Whether a newer version wrote what could not be read.</summary>
    public bool IsOfNewerVersion { get; private init; }

    /// <summary>The reason, with the remedy where there is one.</summary>
    public string Told => Kind == JournalFaultKind.Damaged && !IsOfNewerVersion ? $"{ReasonText.Sentence(Reason)} {RemedyOfDamage}" : ReasonText.Sentence(Reason);

    /// <summary>Reads an exception, and those that it came of.</summary>
    /// <remarks>A vain roll-back hides what it was for in an exception of many: the worst of them counts, and what nobody knows says less than what is known.</remarks>
    public static JournalFault Of(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);

        var known = All(cause).Select(Read).OfType<JournalFault>().ToList();
        return known.Count == 0 ? new JournalFault(JournalFaultKind.Lasting, cause.Message) : known.MaxBy(fault => Weight(fault.Kind))!;
    }

    private static JournalFault? Read(Exception cause) => cause switch
    {
        UnreadablePayloadException unreadable => new(JournalFaultKind.Damaged, unreadable.Message) { IsOfNewerVersion = unreadable.IsOfNewerVersion },
        SqliteException sqlite => SqliteFault.Read(sqlite),
        NpgsqlException postgres => PostgresFault.Read(postgres),
        TimeoutException => new(JournalFaultKind.Passing, "the journal's storage does not answer in time"),
        _ => null,
    };

    // A lasting fault of a roll-back, that there is nothing to roll back, follows from the fault that may pass.
    private static int Weight(JournalFaultKind kind) => kind switch
    {
        JournalFaultKind.Damaged => 3,
        JournalFaultKind.Passing => 2,
        JournalFaultKind.Taken => 1,
        _ => 0,
    };

    private static IEnumerable<Exception> All(Exception cause)
    {
        yield return cause;
        IEnumerable<Exception> inner = cause is AggregateException many ? many.InnerExceptions : cause.InnerException is { } one ? [one] : [];
        foreach (var each in inner.SelectMany(All))
        {
            yield return each;
        }
    }
}
