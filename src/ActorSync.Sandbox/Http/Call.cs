using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Inspection;
using ActorSync.Sandbox.Seeding;
using ActorSync.Sandbox.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorSync.Sandbox.Http;

/// <summary>One admitted request on its way to an answer.</summary>
internal sealed class Call(HttpContext http, ApiRoute? route, RequestEntry entry, SandboxServices services)
{
    private const int DefaultLagSeconds = 5;

    private bool _isForbidden;

    public HttpContext Http => http;

    public ApiRoute? Route => route;

    public RequestEntry Entry => entry;

    public World World => services.World;

    public ServerClock Clock => services.Clock;

    public SandboxOptions Options => services.Options;

    /// <summary>The JSON value that the request carries, where its route has a body.</summary>
    public JsonElement Body { get; set; }

    /// <summary>Ends when everything that this call changed is durable; the answer waits for it.</summary>
    public Task Durable { get; private set; } = Task.CompletedTask;

    /// <summary>Returns a variable part of the path.</summary>
    public string Id(string name) => (string)http.GetRouteValue(name)!;

    /// <summary>Makes the answer wait for a change to be durable.</summary>
    public void Await(Task durable) => Durable = Durable.IsCompletedSuccessfully ? durable : Task.WhenAll(Durable, durable);

    /// <summary>Returns the fault of this kind that strikes this call, counting it, or null.</summary>
    public FaultRule? Strike(FaultKind kind) => Noted(services.Faults.Strike(kind, route?.Name ?? string.Empty));

    /// <summary>The same for the rules that concern this call; the others do not count it.</summary>
    public FaultRule? Strike(FaultKind kind, Predicate<FaultRule> concerns) => Noted(services.Faults.Strike(kind, route?.Name ?? string.Empty, concerns));

    /// <summary>The same for something that exists: a rule with a probability below 1 does not strike it twice in a row, as what is stale heals when it is asked again.</summary>
    public bool Hides(FaultKind kind, string id)
    {
        if (services.Healed.TryRemove((kind, id), out _))
        {
            return false;
        }

        if (Strike(kind) is not { } fault)
        {
            return false;
        }

        if (fault.Probability < 1)
        {
            services.Healed[(kind, id)] = true;
        }

        return true;
    }

    /// <summary>Returns the fault of this kind that holds for a row of this call's answer, or null.</summary>
    public FaultRule? Hold(FaultKind kind, int row) => Noted(services.Faults.Hold(kind, route?.Name ?? string.Empty, row));

    /// <summary>Returns what a list shows of what was created: perhaps not yet what has not got round.</summary>
    public IEnumerable<T> Visible<T>(ImmutableArray<T> rows)
        where T : class, INamed
    {
        for (var row = 0; row < rows.Length; row++)
        {
            if (World.AgeOf(rows[row]) is { } age
                && services.Faults.Hold(FaultKind.CreatedNotVisible, route?.Name ?? string.Empty, row) is { } lag
                && age < TimeSpan.FromSeconds(lag.Seconds ?? DefaultLagSeconds))
            {
                entry.Strike(FaultKind.CreatedNotVisible);
                continue;
            }

            yield return rows[row];
        }
    }

    /// <summary>Returns the user of the path as this call sees it; null where there is none, or a fault hides it.</summary>
    public User? FindUser()
    {
        var user = World.Users.Find(Id("userId"));
        if (user is not { State: not UserState.Deleted })
        {
            return null;
        }

        _isForbidden = Strike(FaultKind.UserForbidden) is not null;
        return _isForbidden || Hides(FaultKind.UserNotFound, user.Id) ? null : Seen(user.Slot);
    }

    /// <summary>Returns the user at a slot as this call sees it: perhaps as before a write that has not got round yet.</summary>
    public User Seen(int slot)
    {
        var user = World.Users[slot];
        if (route is not { IsRead: true } || services.Faults.Hold(FaultKind.ReadAfterWriteLag, route.Name, slot) is not { } lag)
        {
            return user;
        }

        var seen = World.AsOf(user, TimeSpan.FromSeconds(lag.Seconds ?? DefaultLagSeconds));
        if (!ReferenceEquals(seen, user))
        {
            entry.Strike(FaultKind.ReadAfterWriteLag);
        }

        return seen;
    }

    public Reply RefuseUser() => Refuse(_isForbidden ? Problem.OtherDivision() : Problem.NotFound($"user {Id("userId")}"));

    /// <summary>Returns the queue of the path; null where there is none, or a fault hides it.</summary>
    public Document? FindQueue() =>
        World.Queues.Find(Id("queueId")) is { } queue && !Hides(FaultKind.QueueNotFound, queue.Id) ? queue : null;

    /// <summary>Tells that the token lacks what the route needs.</summary>
    public Problem MissingPermission() => services.Dialect.MissingPermission(route!.Permission);

    public Reply Refuse(Problem problem) =>
        Reply.Json(problem.Status, json => services.Dialect.WriteProblem(json, problem, StableId.Uuid(entry.Sequence)));

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) ? (string?)values[^1] : null;

    /// <summary>Returns the values of a list in the query, given as <c>a,b</c> or one by one; empty where it is not given.</summary>
    public IReadOnlyList<string> QueryList(string name)
    {
        if (!http.Request.Query.TryGetValue(name, out var values))
        {
            return [];
        }

        var list = new List<string>();
        foreach (var value in values)
        {
            list.AddRange((value ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return list;
    }

    /// <summary>Reads which page is wanted, a size above <paramref name="most"/> capped in silence; null and a problem where the numbers are none.</summary>
    public PageRequest? WantedPage(int most, out Problem? problem)
    {
        if (!TryNumber("pageSize", PageRequest.DefaultSize, out var size, out problem) || !TryNumber("pageNumber", 1, out var number, out problem))
        {
            return null;
        }

        var capped = Strike(FaultKind.PageSizeCapped) is { } cap ? Math.Min(most, cap.Size ?? PageRequest.DefaultSize) : most;
        size = Math.Min(size, capped);
        var wanted = size;
        if (Strike(FaultKind.ResponseTooLarge, fault => wanted > (fault.Size ?? PageRequest.DefaultSize)) is not null)
        {
            problem = new Problem(400, "response.entity.too.large", "The response is too large; ask for smaller pages.");
            return null;
        }

        return new PageRequest(size, number);
    }

    /// <summary>Answers with a page of a list, written row by row.</summary>
    public Reply Page(PageRequest page, int total, Action<Utf8JsonWriter, int> writeRow)
    {
        var (from, to, shownTotal) = Rows(page, total);
        return Reply.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("entities");
            for (var row = from; row < to; row++)
            {
                writeRow(json, row);
            }

            json.WriteEndArray();
            services.Dialect.WritePageFields(json, new PageLinks(http.Request, page, shownTotal));
            json.WriteEndObject();
        });
    }

    private (int From, int To, int Total) Rows(PageRequest page, int total)
    {
        var from = page.Start;
        var length = page.Size;
        if (page.Number > 1)
        {
            if (Strike(FaultKind.RowsRepeated) is not null)
            {
                from--;
                length++;
            }

            if (Strike(FaultKind.RowsShifted) is not null)
            {
                // The added user stands in front of the first page, which was read before: it is counted, and never seen.
                return (Math.Min(from - 1, total), (int)Math.Min(total, from - 1L + length), total + 1);
            }

            if (Strike(FaultKind.RowsSkipped) is not null)
            {
                from++;
            }
        }

        return (Math.Min(from, total), (int)Math.Min(total, (long)from + length), total);
    }

    private FaultRule? Noted(FaultRule? rule)
    {
        if (rule is not null)
        {
            entry.Strike(rule.Kind);
        }

        return rule;
    }

    private bool TryNumber(string name, int otherwise, out int number, out Problem? problem)
    {
        problem = null;
        var text = Query(name);
        number = otherwise;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1)
        {
            return true;
        }

        problem = Problem.Constraint($"{name} is a whole number from 1, not '{text}'.", name);
        return false;
    }
}
