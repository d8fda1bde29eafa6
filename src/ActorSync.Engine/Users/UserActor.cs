using System.Diagnostics;
using System.Runtime.ExceptionServices;
using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using Akka.Actor;
using NodaTime;

namespace ActorSync.Engine.Users;

/// <summary>Owns one user at work: the state as known now, the wanted state, and the one request in flight for that user.</summary>
/// <remarks>The rules are in <see cref="UserSync"/> and <see cref="UserReading"/>; this class carries messages between them, the partition and the gateway. Untyped, because one is made for each user at work.</remarks>
#pragma warning disable CA1001 // An actor is not disposed: it gives back what it owns when it stops.
public sealed class UserActor : UntypedActor, IWithTimers
#pragma warning restore CA1001
{
    private readonly ITargetDialect _dialect;
    private readonly ITargetClient _client;
    private readonly IClock _clock;
    private readonly SpanHolder _run;
    private readonly CancellationTokenSource _stopped = new();

    private UserReading? _reading;
    private UserSync? _sync;
    private Activity? _span;

    /// <summary>Waits for its first message.</summary>
    public UserActor(ITargetDialect dialect, ITargetClient client, IClock clock, SpanHolder run)
    {
        _run = run;
        _dialect = dialect;
        _client = client;
        _clock = clock;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _clock.GetCurrentInstant();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case UserMessage.ReadUser read:
                Trace("read user");
                _reading = UserReading.Begin(_dialect, read.Known, everything: false);
                SendNextRead();
                break;
            case UserMessage.SyncUser sync:
                Trace("sync user");
                _sync = sync.Sync;
                Perform(_sync.Begin(Now));
                break;
            case TargetOutcome outcome when _sync is not null:
                Perform(_sync.Answered(outcome, Now));
                break;
            case TargetOutcome outcome when _reading is not null:
                TakeRead(_reading, outcome);
                break;
            case PartitionReply.Recorded when _sync is not null:
                Perform(_sync.Durable(Now));
                break;
            case UserMessage.WaitIsOver when _sync is not null:
                Perform(_sync.Waited());
                break;
            case UserMessage.WaitIsOver when _reading is not null:
                SendNextRead();
                break;
            case Status.Failure failure:
                ExceptionDispatchInfo.Throw(failure.Cause);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _span?.Dispose();
    }

    private void Perform(UserStep step)
    {
        switch (step)
        {
            case UserStep.Send send:
                Send(send.Request);
                break;
            case UserStep.Record record:
                Context.Parent.Tell(new PartitionMessage.Record(_sync!.Current.Id, record.Entries, record.Seen, record.Sent));
                break;
            case UserStep.Wait wait:
                Wait(wait.For);
                break;
            case UserStep.Finish finish:
                Context.Parent.Tell(new UserMessage.UserSynced(_sync!.Current.Id, finish.Result));
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step.GetType().Name}.");
        }
    }

    private void SendNextRead()
    {
        if (_reading!.Next is { } request)
        {
            Send(request);
            return;
        }

        var problem = _reading.User.IsKnown ? null : UserProblem.NotShown;
        Context.Parent.Tell(new UserMessage.UserRead(_reading.User, problem, null));
    }

    private void TakeRead(UserReading reading, TargetOutcome outcome)
    {
        switch (reading.Take(_dialect, outcome))
        {
            case UserReadingResult.Goes goes:
                _reading = goes.Reading;
                SendNextRead();
                break;
            case UserReadingResult.Later later:
                _reading = later.Reading;
                Wait(later.Wait);
                break;
            case UserReadingResult.Gone gone:
                Tell(UserProblem.ListedAndGone(gone.Reason), null, isGone: true);
                break;
            case UserReadingResult.Unreadable unreadable:
                Tell(UserProblem.Unreadable(unreadable.Reason), null);
                break;
            case UserReadingResult.Forbidden forbidden:
                Tell(UserProblem.Forbidden(forbidden.Reason), null);
                break;
            case UserReadingResult.Stopped stopped:
                Tell(null, stopped.Stop);
                break;
            default:
                throw new InvalidOperationException("Unknown result of a read.");
        }

        void Tell(UserProblem? problem, RunStop? stop, bool isGone = false) => Context.Parent.Tell(new UserMessage.UserRead(reading.User, problem, stop) { IsGone = isGone });
    }

    private void Wait(Duration duration) =>
        Timers.StartSingleTimer(nameof(UserMessage.WaitIsOver), UserMessage.WaitIsOver.Instance, duration.ToTimeSpan());

    private void Trace(string what)
    {
        _span?.Dispose();
        _span = GatewayDiagnostics.Source.StartActivity(what, ActivityKind.Internal, _run.Context);
        Activity.Current = null; // This thread goes on with other actors.
    }

    private void Send(TargetRequest request)
    {
        Activity.Current = _span;
        _client.SendAsync(request, _stopped.Token).PipeTo(Self);
        Activity.Current = null;
    }
}
