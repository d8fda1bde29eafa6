using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The calls on one user's profile.</summary>
internal static class UserCalls
{
    private static readonly Expansion WithCertifications = Expansion.None with { Certifications = true };

    public static Reply Read(Call call)
    {
        if (Expansion.Of(call, out var problem) is not { } expansion)
        {
            return call.Refuse(problem!);
        }

        var user = call.Query("state") is "deleted" or "any" ? call.World.Users.Find(call.Id("userId")) : call.FindUser();
        return user is null ? call.RefuseUser() : Reply.Ok(json => UserWriter.Write(json, user, expansion, call.World));
    }

    /// <summary>Reads a user by the key that an outside authority gave; every authority here gives the employee id.</summary>
    public static Reply ReadByExternalId(Call call)
    {
        if (Expansion.Of(call, out var problem) is not { } expansion)
        {
            return call.Refuse(problem!);
        }

        var key = call.Id("key");
        if (call.World.Users.FindByEmployeeId(key) is not { State: not UserState.Deleted } user)
        {
            return call.Refuse(Problem.NotFound($"user with the external id {key}"));
        }

        call.Entry.User = user.Id;
        return Reply.Ok(json => UserWriter.Write(json, call.Seen(user.Slot), expansion, call.World));
    }

    public static Reply Create(Call call)
    {
        var fields = new Fields(call.Body, "name", "email", "state");
        var name = fields.Text("name");
        var email = fields.Text("email");
        var stateName = fields.OptionalText("state") ?? StateNames.Active;
        if (stateName is not (StateNames.Active or StateNames.Inactive))
        {
            fields.Refuse(Problem.Constraint($"state is active or inactive, not '{stateName}'.", "state"));
        }

        if (fields.Problem is { } problem)
        {
            return call.Refuse(problem);
        }

        var state = StateNames.Parse(stateName)!.Value;
        var (user, durable) = call.World.AddUser(slot => call.World.Users.FindByEmail(email) is not null
            ? null
            : new User(Ids.ForUser(call.World, email), slot, null, name, email) { State = state, Division = Divisions.Home });
        call.Await(durable);
        return user is null
            ? call.Refuse(Problem.Conflict($"A user with the e-mail '{email}' exists already, perhaps as a deleted one.") with { Field = "email" })
            : Reply.Ok(json => UserWriter.Write(json, user, WithCertifications, call.World));
    }

    public static Reply Change(Call call)
    {
        var id = call.Id("userId");
        if (UserChange.Read(call, out var change) is { } problem)
        {
            return call.Refuse(problem);
        }

        // A deleted user is found by nobody but a restore, which changes the state.
        if (change.State is null ? call.FindUser() is null : call.World.Users.Find(id) is null)
        {
            return call.RefuseUser();
        }

        if (VersionClash.Meet(call) is { } clash)
        {
            return clash;
        }

        Problem? refused = null;
        var (user, durable) = call.World.ChangeUser(id, before =>
        {
            refused = Refusal(call, before, change);
            return refused is null ? change.Apply(before) : null;
        });
        call.Await(durable);
        return refused is null
            ? Reply.Ok(json => UserWriter.Write(json, user!, WithCertifications, call.World))
            : call.Refuse(refused);
    }

    private static Problem? Refusal(Call call, User before, UserChange change)
    {
        if (before.State == UserState.Deleted && change.State != UserState.Active)
        {
            return Problem.NotFound($"user {before.Id}");
        }

        if (change.Version != before.Version)
        {
            return VersionClash.Of(call.Options.VersionClashStatus, change.Version, before.Version);
        }

        var holder = change.Email is null ? null : call.World.Users.FindByEmail(change.Email);
        return holder is null || holder.Id == before.Id
            ? null
            : Problem.Conflict($"The e-mail '{change.Email}' belongs to another user.") with { Field = "email" };
    }
}
