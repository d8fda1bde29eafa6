using ActorSync.Core.Audit;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Journal;

/// <summary>An event of the run log as it is stored: behind its position and the digest of the event before it.</summary>
public sealed class LinkedRunEvent
{
    private readonly byte[] _bytes;
    private readonly Digest? _original;
    private ChainHead? _head;

    private LinkedRunEvent(byte[] bytes, long position, Digest previous, RunEvent @event, Digest? original = null)
    {
        _original = original;
        _bytes = bytes;
        Position = position;
        Previous = previous;
        Event = @event;
    }

    /// <summary>Where it stands in the run log, from 1: its sequence number.</summary>
    public long Position { get; }

    /// <summary>The digest of the event before it; zeros where there is none that has one.</summary>
    public Digest Previous { get; }

    /// <summary>What happened.</summary>
    public RunEvent Event { get; }

    /// <summary>The chain after this event, by the bytes that were stored first.</summary>
    public ChainHead Head => _head ??= new(Position, _original ?? Stored);

    /// <summary>Whether text was taken out of it since it was stored.</summary>
    public bool IsRedacted => _original is not null;

    /// <summary>The digest of the bytes as they stand now: what the log says of them where text was taken out.</summary>
    public Digest Stored => Digest.Of(_bytes);

    /// <summary>The bytes as stored; nobody changes them.</summary>
    internal byte[] Bytes => _bytes;

    /// <summary>Links an event to the chain.</summary>
    /// <param name="event">The event.</param>
    /// <param name="head">The chain before it.</param>
    /// <param name="position">Where it will stand.</param>
    public static LinkedRunEvent After(ChainHead head, RunEvent @event, long position)
    {
        var writer = new PayloadWriter();
        writer.Number((ulong)position);
        writer.Digest(head.Digest);
        writer.Text(RunFormat.ManifestOf(@event));
        RunFormat.Write(writer, @event);
        return new(writer.Finish(), position, head.Digest, @event);
    }

    /// <summary>The same event with less in it, to stand in its place: the chain goes on from the bytes that were there first.</summary>
    /// <param name="instead">What it says from now on; see <see cref="RunRedaction"/>.</param>
    /// <exception cref="ArgumentException">It is of another run, or of a kind that text is not taken out of.</exception>
    public LinkedRunEvent Redacted(RunEvent instead)
    {
        ArgumentNullException.ThrowIfNull(instead);
        if (instead.Run != Event.Run || !RunRedaction.MayShorten(instead))
        {
            throw new ArgumentException($"{instead.GetType().Name} of run {instead.Run} cannot stand in the place of {Event.GetType().Name} of run {Event.Run}.", nameof(instead));
        }

        var writer = new PayloadWriter();
        writer.Number((ulong)Position);
        writer.Digest(Previous);
        writer.Digest(Head.Digest);
        writer.Text(RunFormat.ManifestOf(instead));
        RunFormat.Write(writer, instead);
        if (instead is RunEvent.Closed closed)
        {
            writer.Digest(closed.SummaryDigest ?? throw new ArgumentException("What is taken out of a summary leaves its digest.", nameof(instead)));
        }

        return new(writer.Finish(), Position, Previous, instead, Head.Digest);
    }

    /// <summary>Reads one that text was taken out of.</summary>
    /// <exception cref="UnreadablePayloadException">It is damaged, or of a kind that nobody knows.</exception>
    internal static LinkedRunEvent ReadRedacted(byte[] bytes) => new PayloadReader(bytes, JournalManifests.RedactedRunEvent).Guarded(from =>
    {
        var position = checked((long)from.Number());
        var (previous, original) = (from.Digest(), from.Digest());
        var stored = RunFormat.Read(from, from.Text());
        if (!RunRedaction.MayShorten(stored))
        {
            throw from.Damaged($"text is never taken out of {stored.GetType().Name}");
        }

        stored = stored is RunEvent.Closed closed ? closed with { SummaryDigest = from.Digest() } : stored;
        from.End();
        return new LinkedRunEvent(bytes, position, previous, stored, original);
    });

    /// <summary>Reads one.</summary>
    /// <exception cref="UnreadablePayloadException">It is damaged, or of a kind that nobody knows.</exception>
    internal static LinkedRunEvent Read(byte[] bytes) => new PayloadReader(bytes, JournalManifests.RunEvent).Guarded(from =>
    {
        var position = checked((long)from.Number());
        var previous = from.Digest();
        var stored = RunFormat.Read(from, from.Text());
        from.End();
        return new LinkedRunEvent(bytes, position, previous, stored);
    });
}
