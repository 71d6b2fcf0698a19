using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Scenario;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Control;

/// <summary>What the control API can do. Bodies are YAML or JSON, with the names of the scenario file.</summary>
internal sealed class ControlActions(EmulatedTelegram telegram)
{
    private const string Messages = "/telegram/chats/{name}/messages";

    public void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/telegram", StateAsync);
        routes.MapPut("/telegram/faults", context => DoAsync(context, async () => telegram.Apply(await ReadAsync<TelegramScenario>(context))));
        routes.MapPost("/telegram/actions/{action}", context => DoAsync(context, () => ActAsync(context)));
        routes.MapPost("/telegram/accounts/{phone}/scan", context => DoAsync(context, () => ScanAsync(context)));
        routes.MapPost(Messages, PostAsync);
        routes.MapPut(Messages + "/{id:int}", context => DoAsync(context, () => EditAsync(context)));
        routes.MapDelete(Messages + "/{id:int}", context => DoAsync(context, () => DeleteAsync(context)));
    }

    private Task StateAsync(HttpContext context) => context.Response.WriteAsJsonAsync(new
    {
        faults = Switches(),
        connections = telegram.Connections(),
        calls = telegram.MethodsSeen.ToDictionary(method => method, method => telegram.CallsOf(method)),
        problems = telegram.Problems.Select(problem => problem.Message),
    });

    private FaultSwitches Switches()
    {
        var copy = new FaultSwitches();
        copy.Set(telegram.Faults);
        return copy;
    }

    private Task ActAsync(HttpContext context)
    {
        var action = (string)context.Request.RouteValues["action"]!;
        switch (action)
        {
            case "disconnect": telegram.Disconnect(); break;
            case "rotate_salts": telegram.RotateSalts(); break;
            case "expire_references": telegram.World.ExpireReferences(); break;
            case "forget_keys": telegram.ForgetKeys(); break;
            default: throw new FormatException($"There is no action '{action}'. Known are disconnect, rotate_salts, expire_references, forget_keys.");
        }
        return Task.CompletedTask;
    }

    private Task ScanAsync(HttpContext context)
    {
        var phone = (string)context.Request.RouteValues["phone"]!;
        telegram.ScanLoginToken(telegram.World.FindAccount(phone) ?? throw new FormatException($"There is no account '{phone}'."));
        return Task.CompletedTask;
    }

    private Task PostAsync(HttpContext context) => AnswerAsync(context, async () =>
    {
        var posted = ChatOf(context).Post(await ReadAsync<EmulatedMessage>(context));
        await context.Response.WriteAsJsonAsync(new { id = posted.Id });
    });

    private async Task EditAsync(HttpContext context)
    {
        var text = (await ReadAsync<EmulatedMessage>(context)).Text;
        ChatOf(context).Edit(IdOf(context), message => message with { Text = text });
    }

    private Task DeleteAsync(HttpContext context)
    {
        ChatOf(context).Delete(IdOf(context));
        return Task.CompletedTask;
    }

    private EmulatedChat ChatOf(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        return telegram.World.FindChat(name) ?? throw new FormatException($"There is no chat '{name}'.");
    }

    private static int IdOf(HttpContext context) => int.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : new()
    {
        using var reader = new StreamReader(context.Request.Body);
        // Kestrel allows no reading that blocks.
        using var text = new StringReader(await reader.ReadToEndAsync(context.RequestAborted));
        return ScenarioFile.Read<T>(text, "request");
    }

    private static Task DoAsync(HttpContext context, Func<Task> action) => AnswerAsync(context, async () =>
    {
        await action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    private static async Task AnswerAsync(HttpContext context, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception mistake) when (mistake is FormatException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(mistake.Message, context.RequestAborted);
        }
    }
}
