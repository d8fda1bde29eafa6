using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Counts what befalls one user's writes in a row, and says when the operations are given up for it.</summary>
/// <remarks>Whatever is applied begins the rows anew. Mutable and confined to <see cref="UserSync"/>.</remarks>
internal sealed class Setbacks
{
    private static readonly Duration FirstClashWait = Duration.FromMilliseconds(100);

    private int _clashes;
    private int _absences;
    private int _late;
    private int _doubts;
    private int _readsForWrite;

    /// <summary>What befell the open write last, in words; empty at first.</summary>
    public string LastReason { get; private set; } = string.Empty;

    /// <summary>Why nothing further is tried, or null.</summary>
    public UserProblem? WhyNoFurther => this switch
    {
        { _doubts: > UserSync.MaxDoubts } => new("write-in-doubt", $"The write stayed in doubt ({LastReason}). Run again once the target answers reliably."),
        { _late: > UserSync.MaxLate } => new("write-too-late", "Whenever the turn of the write came, what was known of the user was too old to rest on. Raise the target's allowance, or stop what else uses it, and run again."),
        { _clashes: > UserSync.MaxClashes } => new("version-clash", $"Somebody else keeps changing this user, or the target does not show what was written ({LastReason}). Run again later."),
        _ => null,
    };

    /// <summary>Something was applied.</summary>
    public void Progress() => (_clashes, _absences, _late, _doubts) = (0, 0, 0, 0);

    /// <summary>A write came into doubt.</summary>
    public void Doubt(string reason)
    {
        LastReason = reason;
        _doubts++;
    }

    /// <summary>A write was too old when its turn came.</summary>
    public void Late()
    {
        LastReason = "its turn came when the observation was too old";
        _late++;
    }

    /// <summary>A write clashed with somebody else's: says how long to wait before the user is read, or null where this was once too often.</summary>
    public Duration? Clash(string reason)
    {
        LastReason = reason;
        _clashes++;
        return _clashes <= UserSync.MaxClashes ? FirstClashWait * (1 << (_clashes - 1)) : null;
    }

    /// <summary>A write was answered as if the user were not there; false where this was once too often.</summary>
    public bool TryAgainAfterAbsence(string reason)
    {
        if (++_absences > UserSync.MaxAbsences)
        {
            return false;
        }

        LastReason = reason;
        return true;
    }

    /// <summary>The user has to be read for the next write; false where this was once too often.</summary>
    public bool TryReadForWrite() => ++_readsForWrite <= UserSync.MaxReadsForWrite;

    /// <summary>The next write is known.</summary>
    public void WriteKnown() => _readsForWrite = 0;
}
