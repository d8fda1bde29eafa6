using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Counts what befalls one user's writes in a row, and says when the operations are given up for it.</summary>
/// <remarks>Whatever is applied begins the rows anew. Mutable and confined to <see cref="UserSync"/>.</remarks>
public sealed class Setbacks
{
    /// <summary>How many version clashes in a row are read again before the operations are given up.</summary>
    public const int MaxClashes = 6;

    /// <summary>How many writes in doubt in a row, nothing being applied between them, are decided again before the operations are given up.</summary>
    public const int MaxDoubts = 12;

    /// <summary>How many times in a row a write is answered with 404 before the user counts as gone; each is re-checked by a read.</summary>
    public const int MaxAbsences = 5;

    /// <summary>How many times in a row a write may be too old when its turn comes, before the operations are given up.</summary>
    public const int MaxLate = 12;

    /// <summary>How many times in a row a user is read for what the next write depends on.</summary>
    public const int MaxReadsForWrite = 2;

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
        { _doubts: > MaxDoubts } => new(
            "write-in-doubt", $"The write stayed in doubt ({LastReason}). Run again once the target answers reliably."),
        { _late: > MaxLate } => new(
            "write-too-late",
            "Whenever the turn of the write came, what was known of the user was too old to rest on. "
            + "Raise the target's allowance, or stop what else uses it, and run again."),
        { _clashes: > MaxClashes } => new(
            "version-clash",
            $"Somebody else keeps changing this user, or the target does not show what was written ({LastReason}). Run again later."),
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
        return _clashes <= MaxClashes ? FirstClashWait * (1 << (_clashes - 1)) : null;
    }

    /// <summary>A write was answered as if the user were not there; false where this was once too often.</summary>
    public bool TryAgainAfterAbsence(string reason)
    {
        if (++_absences > MaxAbsences)
        {
            return false;
        }

        LastReason = reason;
        return true;
    }

    /// <summary>The user has to be read for the next write; false where this was once too often.</summary>
    public bool TryReadForWrite() => ++_readsForWrite <= MaxReadsForWrite;

    /// <summary>The next write is known.</summary>
    public void WriteKnown() => _readsForWrite = 0;
}
