using System.Collections.Immutable;
using Akka.Persistence;

namespace ActorSync.Engine.Journal;

/// <summary>What one persistent actor has the journal store, until it is stored or failed for good.</summary>
/// <param name="messages">What is to be stored; the events of one actor in their order.</param>
/// <param name="begunAt">When it came, as a time that only grows.</param>
/// <param name="cancellationToken">Gives it up.</param>
internal sealed class PatientWrite(ImmutableArray<AtomicWrite> messages, TimeSpan begunAt, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<IImmutableList<Exception>> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is to be stored.</summary>
    public ImmutableArray<AtomicWrite> Messages => messages;

    /// <summary>The events, in their order.</summary>
    public IEnumerable<IPersistentRepresentation> Events => messages.SelectMany(message => (IEnumerable<IPersistentRepresentation>)message.Payload);

    /// <summary>When it came.</summary>
    public TimeSpan BegunAt => begunAt;

    /// <summary>Gives it up.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>When a try failed first, so that it is not known whether it is stored; null while none has.</summary>
    public TimeSpan? InDoubtSince { get; set; }

    /// <summary>The end.</summary>
    public Task<IImmutableList<Exception>> End => _end.Task;

    /// <summary>It is stored, but for what was rejected.</summary>
    public void Store(IImmutableList<Exception> rejections) => _end.TrySetResult(rejections);

    /// <summary>It has failed for good.</summary>
    public void Fail(Exception cause) => _end.TrySetException(cause);
}
