using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Leases;

/// <summary>Keeps this process's lease: renews it, and says at any moment whether something may still be sent under it.</summary>
/// <remarks>
/// It relies on the lease only for as long as its own clocks allow, counted from before it asked for the last renewal. So a process that was frozen, or
/// whose machine was suspended, knows by itself that it must not send, before it has asked anybody. May be used from any thread.
/// </remarks>
internal sealed partial class LeaseHolder : ISendRight, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LeaseTable _table;
    private readonly LeaseTerm _term;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _start;
    private readonly TimeSpan _sendsFrom;
    private readonly ITimer _renewal;
    private readonly ITimer _begin;
    private readonly LateSends _late = new();
    private readonly List<Action> _listeners = [];

    private LeaseHold _hold;
    private LeaseLoss? _loss;
    private string? _fault;
    private Task? _renewing;
    private bool _isEnding;

    private LeaseHolder(LeaseTable table, WriterOwner owner, LeaseTerm term, TimeProvider time, ILogger logger, long start, LeaseHold hold, LeaseDecision.Take taken, Instant takenAt)
    {
        (_table, Owner, _term, _time, _logger, _start, _hold, Epoch) = (table, owner, term, time, logger, start, hold, taken.Epoch);
        var now = Read();
        var wait = taken.SendsFrom is { } from ? (from - takenAt).ToTimeSpan() : TimeSpan.Zero;
        _sendsFrom = wait > TimeSpan.Zero ? now.Elapsed + wait : TimeSpan.Zero;
        SendsFrom = wait > TimeSpan.Zero ? now.Wall + Duration.FromTimeSpan(wait) : null;
        if (SendsFrom is { } until)
        {
            LogTakenOver(logger, InstantText.At(until));
        }

        _renewal = time.CreateTimer(_ => _ = RenewAsync(), null, term.RenewEvery.ToTimeSpan(), Timeout.InfiniteTimeSpan);
        _begin = time.CreateTimer(_ => Tell(), null, wait > TimeSpan.Zero ? wait : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Who holds it.</summary>
    public WriterOwner Owner { get; }

    /// <summary>Its epoch.</summary>
    public long Epoch { get; }

    /// <summary>Before this instant nothing is sent, by the own wall clock; null where that was never so.</summary>
    public Instant? SendsFrom { get; }

    /// <summary>How it was lost, or null.</summary>
    public LeaseLoss? Loss
    {
        get
        {
            lock (_lock)
            {
                return _loss;
            }
        }
    }

    /// <summary>The requests that were under way when the lease ran out, as far as they have ended; of a lease that is lost.</summary>
    public ImmutableArray<LateSend> LateSends
    {
        get
        {
            lock (_lock)
            {
                return _loss is null ? [] : _late.All;
            }
        }
    }

    /// <inheritdoc/>
    public bool Holds
    {
        get
        {
            lock (_lock)
            {
                var now = Read();
                return _loss is null && now.Elapsed >= _sendsFrom && _hold.AllowsSend(now);
            }
        }
    }

    /// <inheritdoc/>
    public bool IsLost => Loss is not null;

    /// <inheritdoc/>
    public string? WhyNot
    {
        get
        {
            lock (_lock)
            {
                var now = Read();
                return _loss is not null ? "another process writes to the target by now"
                    : !_hold.AllowsSend(now) ? $"the lease on the target cannot be renewed{(_fault is null ? string.Empty : $" ({_fault.TrimEnd('.')})")}"
                    : now.Elapsed < _sendsFrom ? $"until {InstantText.At(SendsFrom!.Value)} something of the process may still arrive that held the target before"
                    : null;
            }
        }
    }

    /// <summary>Takes the lease for a process, or says who has it.</summary>
    public static (LeaseHolder? Holder, LeaseDecision Decision) TryTake(LeaseTable table, WriterOwner owner, LeaseAsker asker, LeaseTerm term, TimeProvider time, ILogger logger)
    {
        var start = time.GetTimestamp();
        var from = new ClockReading(TimeSpan.Zero, Instant.FromDateTimeOffset(time.GetUtcNow()));
        var (decision, now) = table.TryTake(owner, (last, now) => LeaseRule.Decide(last, now, asker));
        return decision is LeaseDecision.Take take
            ? (new LeaseHolder(table, owner, term, time, logger, start, new LeaseHold(from, term), take, now), decision)
            : (null, decision);
    }

    /// <inheritdoc/>
    public void Seek()
    {
        bool isWorthIt;
        lock (_lock)
        {
            isWorthIt = _fault is null && !_hold.AllowsSend(Read()); // One that failed is tried again in its own time.
        }

        if (isWorthIt)
        {
            _ = RenewAsync();
        }
    }

    /// <summary>Renews the lease now, or learns that it is lost; where the journal cannot be asked, neither. Never throws.</summary>
    public Task RenewAsync()
    {
        lock (_lock)
        {
            return _isEnding || _loss is not null ? Task.CompletedTask : _renewing ??= Task.Run(Renew);
        }
    }

    /// <inheritdoc/>
    public IDisposable OnChange(Action changed)
    {
        lock (_lock)
        {
            _listeners.Add(changed);
        }

        return new Listening(this, changed);
    }

    /// <inheritdoc/>
    public void Ended(TargetRequest request, Instant leftAt, string result)
    {
        lock (_lock)
        {
            var now = Read();
            if (_loss is not null || _hold.MayHaveRunOut(now))
            {
                _late.Add(new LateSend(request.Route, request.IsWrite, request.User, request.Carries, leftAt, now.Wall, result));
            }
        }
    }

    /// <summary>Gives the lease back, where it is not lost: whoever comes next need not wait for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? renewing;
        lock (_lock)
        {
            if (_isEnding)
            {
                return;
            }

            _isEnding = true;
            renewing = _renewing;
        }

        await _renewal.DisposeAsync();
        await _begin.DisposeAsync();
        if (renewing is not null)
        {
            await renewing;
        }

        if (IsLost)
        {
            return;
        }

        try
        {
            await Task.Run(() => _table.Release(Epoch, Owner));
        }
        catch (Exception cause) when (cause is JournalUnavailableException or IOException)
        {
            LogUnreleased(_logger, cause.Message);
        }
    }

    private void Renew()
    {
        var from = Read();
        WriterLease? other = null;
        string? fault = "an internal fault";
        try
        {
            other = _table.TryRenew(Epoch, Owner);
            fault = null;
        }
        catch (Exception cause) when (cause is JournalUnavailableException or IOException)
        {
            fault = cause.Message;
            LogUnrenewed(_logger, cause.Message);
        }
        catch (Exception cause)
        {
            LogDefect(_logger, cause); // Nobody waits for this: it ends here, and nothing is sent once the lease has run out.
        }

        // Whatever came of it: the next one must not wait for this one for ever.
        Take(from, other, fault);
        Tell();
    }

    private void Take(ClockReading from, WriterLease? other, string? fault)
    {
        lock (_lock)
        {
            _renewing = null;
            _fault = fault;
            if (other is not null)
            {
                _loss = new LeaseLoss(other.Owner, _hold.From.Wall + _term.Length);
                return;
            }

            if (fault is null)
            {
                _hold = new LeaseHold(from, _term);
                _late.Forget();
            }

            if (!_isEnding)
            {
                _renewal.Change((fault is null ? _term.RenewEvery : _term.RetryEvery).ToTimeSpan(), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Tell()
    {
        Action[] listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        foreach (var changed in listeners)
        {
            changed();
        }
    }

    private ClockReading Read() => new(_time.GetElapsedTime(_start), Instant.FromDateTimeOffset(_time.GetUtcNow()));

    [LoggerMessage(EventId = 9, EventName = "LeaseUnrenewed", Level = LogLevel.Warning, Message = "The lease on the target could not be renewed, and nothing is sent once it has run out: {Reason}")]
    private static partial void LogUnrenewed(ILogger logger, string reason);

    [LoggerMessage(EventId = 12, EventName = "LeaseRenewalDefect", Level = LogLevel.Error, Message = "The lease on the target could not be renewed for a reason that nobody foresaw, and nothing is sent once it has run out")]
    private static partial void LogDefect(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 10, EventName = "LeaseUnreleased", Level = LogLevel.Warning, Message = "The lease on the target could not be given back, so that others wait for its end: {Reason}")]
    private static partial void LogUnreleased(ILogger logger, string reason);

    [LoggerMessage(EventId = 11, EventName = "LeaseTakenOver", Level = LogLevel.Warning, Message = "The process that held the target before has let its lease run out, and nobody has seen it end. It may be frozen, so nothing is sent until {SendsFrom}, when all that it began has ended")]
    private static partial void LogTakenOver(ILogger logger, string sendsFrom);

    private sealed class Listening(LeaseHolder holder, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (holder._lock)
            {
                holder._listeners.Remove(changed);
            }
        }
    }
}
