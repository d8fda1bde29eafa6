using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ActorSync.Core.Runs;

/// <summary>Gathers what a partition is about to store: one batch is being written, the next one grows meanwhile, and nobody is told of anything before it is durable.</summary>
/// <typeparam name="TContinuation">What to go on with once the entries are durable.</typeparam>
/// <remarks>There is no linger: where somebody waits, a batch leaves as soon as the one before it is durable, so batches are large only under load.</remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue of journal entries; that it is no collection of the base library misleads nobody.")]
public sealed class JournalQueue<TContinuation>
{
    /// <summary>The most entries that wait, in flight or not.</summary>
    public const int Limit = 40 * JournalBatch.Limit;

    private readonly Queue<Submission> _waiting = new();
    private ImmutableArray<TContinuation> _inFlight;
    private int _inFlightEntries;
    private int _waitingEntries;

    /// <summary>How many entries are not durable yet.</summary>
    public int Entries => _inFlightEntries + Waiting;

    /// <summary>How many entries wait for the next batch.</summary>
    public int Waiting => _waitingEntries;

    /// <summary>Whether a batch is being written.</summary>
    public bool IsWriting => !_inFlight.IsDefault;

    /// <summary>Whether a write has failed: nothing is taken any more.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Adds entries that become durable together.</summary>
    /// <param name="entries">At least one, and no more than fit a batch.</param>
    /// <param name="then">What to go on with when they are durable.</param>
    /// <exception cref="InvalidOperationException">The queue is full, or a write has failed.</exception>
    public void Add(ImmutableArray<JournalEntry> entries, TContinuation then)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Length, nameof(entries));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Length, JournalBatch.Limit, nameof(entries));
        if (HasFailed)
        {
            throw new InvalidOperationException("Nothing can be stored after a write has failed.");
        }

        if (Entries + entries.Length > Limit)
        {
            throw new InvalidOperationException($"More than {Limit} entries wait to be stored: the window lets too many users in.");
        }

        _waiting.Enqueue(new(entries, then));
        _waitingEntries += entries.Length;
    }

    /// <summary>The batch to write now, or null while one is being written or nothing waits.</summary>
    public JournalBatch? Next()
    {
        if (IsWriting || HasFailed || _waiting.Count == 0)
        {
            return null;
        }

        var entries = ImmutableArray.CreateBuilder<JournalEntry>(Math.Min(_waitingEntries, JournalBatch.Limit));
        var continuations = ImmutableArray.CreateBuilder<TContinuation>(Math.Min(_waiting.Count, JournalBatch.Limit));
        while (_waiting.TryPeek(out var next) && entries.Count + next.Entries.Length <= JournalBatch.Limit)
        {
            entries.AddRange(next.Entries);
            continuations.Add(next.Then);
            _waiting.Dequeue();
        }

        _inFlight = continuations.DrainToImmutable();
        _inFlightEntries = entries.Count;
        _waitingEntries -= entries.Count;
        return new(entries.DrainToImmutable());
    }

    /// <summary>The batch is durable: what to go on with, in the order in which it was added.</summary>
    /// <exception cref="InvalidOperationException">No batch is being written.</exception>
    public ImmutableArray<TContinuation> Written()
    {
        var durable = IsWriting ? _inFlight : throw new InvalidOperationException("No batch is being written.");
        _inFlight = default;
        _inFlightEntries = 0;
        return durable;
    }

    /// <summary>The write has failed: everything that will never be known to be durable, in the order in which it was added.</summary>
    public ImmutableArray<TContinuation> Failed()
    {
        ImmutableArray<TContinuation> lost = [.. IsWriting ? _inFlight : [], .. _waiting.Select(submission => submission.Then)];
        HasFailed = true;
        _inFlight = default;
        _inFlightEntries = 0;
        _waiting.Clear();
        _waitingEntries = 0;
        return lost;
    }

    private readonly record struct Submission(ImmutableArray<JournalEntry> Entries, TContinuation Then);
}
