using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What waits while the storage takes nothing in: one of them tries again for all, and once it is stored the others follow.</summary>
/// <typeparam name="TWrite">What is to be stored.</typeparam>
/// <remarks>As many can wait as persistent actors exist, since each has one write under way. Mutable, and confined to the journal.</remarks>
/// <param name="patience">How long is waited.</param>
public sealed class StorageWaits<TWrite>(StoragePatience patience)
    where TWrite : class
{
    private readonly Queue<TWrite> _waiting = new();
    private TWrite? _ahead;
    private Duration _since;
    private int _failures;

    /// <summary>Why nothing is stored, or null while the storage takes everything in.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether a write may be tried now; otherwise it waits from now on.</summary>
    public bool TryEnter(TWrite write)
    {
        if (Reason is null)
        {
            return true;
        }

        _waiting.Enqueue(write);
        return false;
    }

    /// <summary>A try has failed by a fault that may pass: the write waits.</summary>
    /// <param name="write">The write.</param>
    /// <param name="reason">What the storage said.</param>
    /// <param name="now">A time that only grows.</param>
    /// <param name="wait">How long until <see cref="Next"/> is to be asked; null where somebody sees to that already.</param>
    /// <returns>False where it is not waited any longer: see <see cref="GiveUp"/>.</returns>
    public bool TryWait(TWrite write, string reason, Duration now, out Duration? wait)
    {
        var isFirst = Reason is null;
        var isAhead = ReferenceEquals(write, _ahead);
        _waiting.Enqueue(write);
        Reason = reason;
        wait = null;
        if (!isFirst && !isAhead)
        {
            return true; // It was under way when another one met the fault.
        }

        _since = isFirst ? now : _since;
        _failures = isFirst ? 1 : _failures + 1;
        _ahead = null;
        wait = patience.Wait(_failures, now - _since);
        return wait is not null;
    }

    /// <summary>The write that is to be tried for all of them, or null where nothing waits or one is being tried.</summary>
    public TWrite? Next() => _ahead is null && _waiting.TryDequeue(out var next) ? _ahead = next : null;

    /// <summary>A write is stored: everything that waited is to be tried now.</summary>
    public ImmutableArray<TWrite> Stored()
    {
        ImmutableArray<TWrite> all = [.. _waiting];
        Clear();
        return all;
    }

    /// <summary>A write has failed for good, and goes: whether another one is to be tried at once in its place.</summary>
    public bool Leave(TWrite write)
    {
        if (!ReferenceEquals(write, _ahead))
        {
            return false;
        }

        _ahead = null;
        if (_waiting.Count > 0)
        {
            return true;
        }

        Clear();
        return false;
    }

    /// <summary>It is not waited any longer.</summary>
    public void GiveUp() => Clear();

    private void Clear()
    {
        _waiting.Clear();
        _ahead = null;
        _failures = 0;
        Reason = null;
    }
}
