using System.Diagnostics;
using System.Runtime.ExceptionServices;
using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using Akka.Actor;
using NodaTime;

namespace ActorSync.Engine.Users;

/// <summary>Owns one user at work at a time: the state as known now, the wanted state, and the one request in flight for that user.</summary>
/// <remarks>
/// The rules are in <see cref="UserSync"/> and <see cref="UserLook"/>; this class carries messages between them, the partition and the gateway.
/// Once it has told the partition how its work has ended it remembers nothing, and may be given another user.
/// </remarks>
public sealed class UserActor : UntypedActor
{
    private readonly ITargetClient _client;
    private readonly IClock _clock;
    private readonly SpanHolder _run;

    private IUserWork? _work;
    private IOpenSend? _open;
    private ICancelable? _wait; // Set by hand: timers of Akka's would be made for each actor, and hardly any waits.
    private Activity? _span;

    /// <summary>Waits for its first message.</summary>
    public UserActor(ITargetClient client, IClock clock, SpanHolder run)
    {
        _run = run;
        _client = client;
        _clock = clock;
    }

    private Instant Now => _clock.GetCurrentInstant();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case UserMessage.Begin begin:
                Trace(begin.Work is UserLook ? "read user" : "sync user");
                _work = begin.Work;
                Perform(_work.Begin(Now));
                break;
            case SendCompleted completed when _work is not null:
                _open?.End(completed.Outcome);
                _open = null;
                Perform(_work.Answered(completed.Outcome, Now));
                break;
            case SendRefused refused:
                throw refused.ToException();
            case PartitionReply.Recorded when _work is not null:
                Perform(_work.Durable(Now));
                break;
            case WaitIsOver when _work is not null:
                Perform(_work.Waited());
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
        _open?.Withdraw();
        _wait?.Cancel();
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
                Context.Parent.Tell(new PartitionMessage.Record(_work!.Current.Id, record.Entries, record.Seen, record.Sent));
                break;
            case UserStep.Wait wait:
                _wait = Context.System.Scheduler.ScheduleTellOnceCancelable(wait.For.ToTimeSpan(), Self, WaitIsOver.Instance, Self);
                break;
            case UserStep.Tell told:
                End();
                Context.Parent.Tell(told.Read);
                break;
            case UserStep.Finish finish:
                var user = _work!.Current.Id;
                End();
                Context.Parent.Tell(new UserMessage.UserSynced(user, finish.Result));
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step.GetType().Name}.");
        }
    }

    private void End()
    {
        _work = null;
        _span?.Dispose();
        _span = null;
    }

    private void Trace(string what)
    {
        _span = GatewayDiagnostics.Source.StartActivity(what, ActivityKind.Internal, _run.Context);
        Activity.Current = null; // This thread goes on with other actors.
    }

    private void Send(TargetRequest request)
    {
        Activity.Current = _span;
        _open = _client.Send(request, Self);
        Activity.Current = null;
    }

    private sealed record WaitIsOver
    {
        public static readonly WaitIsOver Instance = new();
    }
}
