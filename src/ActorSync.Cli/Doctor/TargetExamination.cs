using ActorSync.Cli.Output;
using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using NodaTime;

namespace ActorSync.Cli.Doctor;

/// <summary>Checks address, credentials, rights and clock of a target.</summary>
internal sealed class TargetExamination(TargetOptions target, TargetProbe probe, ProbeRetries retries)
{
    private const string AddressRemedy = "Check Target:Region, or Target:BaseUrl and Target:LoginUrl, and the way through proxy and firewall.";

    private const string BetweenRemedy = "Check Target:BaseUrl and what stands between: a proxy or a login page.";

    private const string Credentials = "credentials";

    private const int Unauthorized = 401;

    private const string LaterRemedy = "Nothing is known to be wrong here; try again later.";

    // A certification ends on the target's clock, and nobody would see a difference below this.
    private static readonly Duration ClockTolerance = Duration.FromSeconds(5);

    // In a row, over all checks: what refuses every token is not asked as often for each right.
    private int _refusals;

    /// <summary>Makes the checks in order; what an earlier one or a pause of the target's stands in the way of is skipped.</summary>
    /// <param name="pauses">What the target has asked to wait for; a 429 that comes is added.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<DoctorCheck>> ExamineAsync(TargetPauses pauses, CancellationToken stop)
    {
        var checks = new List<DoctorCheck>();
        Duration? offset = null;
        if (await LogInAsync(pauses, stop) is { } login)
        {
            checks.AddRange(Login(login));
            offset = login.Answer.ClockOffset;
        }
        else
        {
            checks.Add(DoctorCheck.Paused(Credentials, pauses.OfLogin!));
        }

        foreach (var each in PermissionProbes.Of(target.Dialect))
        {
            if (!probe.IsLoggedIn)
            {
                checks.Add(DoctorCheck.Skipped(NameOf(each), "there is no token"));
                continue;
            }

            var (check, answeredWith) = await AskAsync(each, pauses, stop);
            checks.Add(check);
            offset = answeredWith ?? offset;
        }

        checks.Add(Clock(offset));
        return checks;
    }

    // Null where a pause of the login's is too long to wait for. One that it asks for is waited out once.
    private async Task<LoginAnswer?> LogInAsync(TargetPauses pauses, CancellationToken stop)
    {
        for (var asked = 1; ; asked++)
        {
            while (pauses.OfLogin is { } pause)
            {
                if (!await retries.WaitOutAsync(pause, stop))
                {
                    return null;
                }

                pauses.Over(pause);
            }

            var login = await AskForTokenAsync(stop);
            if (login is { IsThrottle: true, Answer.Throttle: { IsStated: true } throttle })
            {
                pauses.MeetAtLogin(throttle);
            }

            if (pauses.OfLogin is null || asked == 2)
            {
                return login;
            }
        }
    }

    // Where nobody listens at all, the address is more likely wrong than the target on its way back.
    private Task<LoginAnswer> AskForTokenAsync(CancellationToken stop)
    {
        var withoutToken = 0;
        return retries.SendAsync(() => probe.LogInAsync(stop), CanBeMended, login => login.Answer.Status, stop);

        bool CanBeMended(LoginAnswer login) => login.IsWithoutToken
            ? ++withoutToken < TokenAnswer.MostWithoutToken
            : !login.IsThrottle && login.Answer.Status is not null && (login.Answer.HasFailed || login.Problem is not null);
    }

    // A token that is throttled is left alone, and the next one asks, where another is allowed.
    private async Task<(DoctorCheck Check, Duration? ClockOffset)> AskAsync(PermissionProbe each, TargetPauses pauses, CancellationToken stop)
    {
        while (true)
        {
            if (pauses.Of(each.Route) is { } pause)
            {
                if (await retries.WaitOutAsync(pause, stop))
                {
                    // Of several tokens it may be another one whose pause is over.
                    if (pauses.Over(pause) && pauses.Tokens > 1 && !await LogInAgainAsync(pauses, stop))
                    {
                        return (NotAskedWithoutToken(each, "one token was paused"), null);
                    }

                    continue;
                }

                return (DoctorCheck.Paused(NameOf(each), pause), null);
            }

            var answer = await retries.SendAsync(() => probe.SendAsync(each, stop), answer => answer.SaysNothing && !IsUnknownPath(each, answer), answer => answer.Status, stop);
            if (answer.Status == Unauthorized && _refusals++ < TokenAnswer.MostFreshRefusals)
            {
                if (!await LogInAgainAsync(pauses, stop))
                {
                    return (NotAskedWithoutToken(each, "one token is refused (401)"), null);
                }

                continue;
            }

            if (answer.Throttle is not { } throttle)
            {
                _refusals = answer.Status == Unauthorized ? _refusals : 0;
                return (Permission(each, answer), answer.ClockOffset);
            }

            pauses.Meet(throttle, each.Route);
            if (pauses.Of(each.Route) is null && !await LogInAgainAsync(pauses, stop))
            {
                return (NotAskedWithoutToken(each, "one token is paused"), null);
            }
        }
    }

    private async Task<bool> LogInAgainAsync(TargetPauses pauses, CancellationToken stop) =>
        await LogInAsync(pauses, stop) is not null && probe.IsLoggedIn;

    private static DoctorCheck NotAskedWithoutToken(PermissionProbe each, string why) =>
        DoctorCheck.Unavailable(NameOf(each), $"Could not be asked: {why}, and no other was given.", LaterRemedy);

    private IEnumerable<DoctorCheck> Login(LoginAnswer login)
    {
        var answer = login.Answer;
        if (answer.Status is not { } status)
        {
            return
            [
                DoctorCheck.Unavailable("address", $"{target.LoginUrl} cannot be reached: {answer.Failure}.", AddressRemedy),
                DoctorCheck.Skipped(Credentials, "the address cannot be reached"),
            ];
        }

        var reached = DoctorCheck.Ok("address", $"{target.LoginUrl} answers.");
        if (probe.IsLoggedIn)
        {
            return [reached, DoctorCheck.Ok(Credentials, "The OAuth client is accepted.")];
        }

        if (login.IsThrottle)
        {
            return [reached, DoctorCheck.Unavailable(Credentials, "The token endpoint throttles.", "Wait a minute and try again.")];
        }

        var inPassing = answer.Failure is not null ? $"no whole answer of the token endpoint ({answer.Failure})"
            : answer.HasFailed ? $"the token endpoint answers with {status} again and again"
            : login.IsWithoutToken ? null
            : login.Problem;
        if (inPassing is not null)
        {
            return [reached, DoctorCheck.Unavailable(Credentials, $"Could not be asked: {inPassing}.", LaterRemedy)];
        }

        if (status is 400 or 401 or 403 && login.Said.Error is { } code)
        {
            return [reached, DoctorCheck.Unavailable(
                Credentials,
                $"The OAuth client is refused ({code}).",
                "Check Target:ClientId and Target:ClientSecret: a client of the grant type client credentials, of this organisation and region.")];
        }

        return
        [
            login.Problem is { } problem
                ? DoctorCheck.Unavailable("address", $"{target.LoginUrl} cannot be used: {TokenAnswer.NoTokenEndpoint(problem)}.", RunVerdict.CheckLogin)
                : DoctorCheck.Unavailable("address", $"{target.LoginUrl} answers with {status} and not as a token endpoint.", AddressRemedy),
            DoctorCheck.Skipped(Credentials, "there is no token endpoint"),
        ];
    }

    private static bool IsUnknownPath(PermissionProbe each, TargetAnswer answer) => answer is { Status: 404, Failure: null } && !each.IsWrite;

    private static DoctorCheck Permission(PermissionProbe each, TargetAnswer answer)
    {
        var name = NameOf(each);
        var how = each.IsWrite ? " Asked with an id that cannot exist, so that nothing could change." : string.Empty;
        var remedy = $"Give {each.Permission} to the OAuth client.";
        return answer.Status switch
        {
            null => DoctorCheck.Unavailable(name, $"Could not be asked: no answer ({answer.Failure}).", AddressRemedy),
            401 => DoctorCheck.Unavailable(name, "Fresh tokens are refused again and again (401).", "Check that Target:LoginUrl and Target:BaseUrl belong together."),
            >= 500 => DoctorCheck.Unavailable(name, $"Could not be asked: the target answers with {answer.Status} again and again.", LaterRemedy),
            _ when answer.Failure is not null => DoctorCheck.Unavailable(name, $"Could not be asked: no whole answer ({answer.Failure}).", BetweenRemedy),
            404 when !each.IsWrite => DoctorCheck.Unavailable(
                name, $"The target does not know {each.Path.Split('?')[0]}.", "Check Target:Dialect and Target:BaseUrl."),
            _ when answer.SaysNothing => DoctorCheck.Unavailable(
                name, $"Could not be asked: the answer ({answer.Status}) is not JSON: something between here and the target may have written it.", BetweenRemedy),
            403 when each.IsWrite => DoctorCheck.Unavailable(name, $"Missing: {each.Commands} would fail; plan does without it.{how}", remedy),
            403 => DoctorCheck.Unavailable(name, $"Missing: {each.Commands} would fail.", remedy),
            (>= 300 and < 400) => DoctorCheck.Unavailable(name, $"The target answers with {answer.Status}.", "Check Target:Dialect and Target:BaseUrl."),
            (>= 300 or 204) when !each.IsWrite => DoctorCheck.Unavailable(name, $"The target answers with {answer.Status}.", "Check Target:Dialect and Target:BaseUrl."),
            _ => DoctorCheck.Ok(name, $"There, for {each.Commands}.{how}"),
        };
    }

    /// <summary>What the check of a right is called.</summary>
    internal static string NameOf(PermissionProbe each) => $"permission {each.Permission}";

    private static DoctorCheck Clock(Duration? offset)
    {
        if (offset is not { } known)
        {
            return DoctorCheck.Skipped("clock", "the target did not say what time it is");
        }

        var size = known < Duration.Zero ? -known : known;
        return size <= ClockTolerance
            ? DoctorCheck.Ok("clock", "This machine and the target agree to the second.")
            : DoctorCheck.Warning(
                "clock",
                $"This machine's clock is {Figures.Long(size)} {(known > Duration.Zero ? "behind" : "ahead of")} the target's.",
                "Set this machine's clock by NTP: certifications end on time only by a right clock.");
    }
}
